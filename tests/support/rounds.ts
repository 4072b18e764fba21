import { ok, err, type ProblemKind } from '#core/protocol/problem.ts';
import type { PollResult } from '../../server/upstream/poll.ts';
import type { StatusReading } from '../../server/upstream/status.ts';
import { fleetOf, seeded, serverNames } from './fleets.ts';

/** What one tick may learn of the daemon, without a daemon. */
export function goodRound(tickCount: number, status: Partial<StatusReading> = {}): PollResult {
	const fleet = fleetOf(serverNames(3), seeded(tickCount));
	return {
		status: ok({
			tickCount,
			warm: true,
			progressPercent: 100,
			required: 150,
			message: '',
			...status
		}),
		fleet: ok({ fleet, bytes: 1000, tookMs: 300 })
	};
}

export function failedRound(kind: ProblemKind, waitMs?: number): PollResult {
	const problem = err(kind, 'as the test says', waitMs);
	return { status: problem, fleet: problem };
}
