import { done, refused, type ProblemKind } from '#core/protocol/problem.ts';
import type { Round } from '../../server/upstream/round.ts';
import type { StatusReading } from '../../server/upstream/status.ts';
import { fleetOf, seeded, serverNames } from './fleets.ts';

/** What one tick may learn of the daemon, without a daemon. */
export function goodRound(tickCount: number, status: Partial<StatusReading> = {}): Round {
	const fleet = fleetOf(serverNames(3), seeded(tickCount));
	return {
		status: done({
			tickCount,
			warm: true,
			progressPercent: 100,
			required: 150,
			message: '',
			...status
		}),
		fleet: done({ fleet, bytes: 1000, tookMs: 300 })
	};
}

export function failedRound(kind: ProblemKind, waitMs?: number): Round {
	const problem = refused(kind, 'as the test says', waitMs);
	return { status: problem, fleet: problem };
}
