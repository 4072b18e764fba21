import type { Refreshed } from '#core/protocol/messages.ts';
import { err, type Result } from '#core/protocol/problem.ts';
import type { ClientClock } from './clock.ts';

/** Longer than the daemon itself has to answer. */
const REFRESH_DEADLINE_MS = 60_000;

interface RefreshSender {
	refresh(answered: (answer: Result<Refreshed>) => void): void;
}

/** Pending calls of "Refresh now": each gets an answer, even when the connection is lost. */
export function createRefreshes(clock: ClientClock) {
	const open = new Set<(answer: Result<Refreshed>) => void>();
	return {
		ask(session: RefreshSender): Promise<Result<Refreshed>> {
			return new Promise((resolve) => {
				const settle = (answer: Result<Refreshed>) => {
					open.delete(settle);
					cancel();
					resolve(answer);
				};
				const cancel = clock.after(REFRESH_DEADLINE_MS, () =>
					settle(err('daemon-timeout', 'The refresh got no answer.'))
				);
				open.add(settle);
				session.refresh(settle);
			});
		},
		abandon(): void {
			for (const settle of open)
				settle(err('server-closing', 'The connection to Fleetcast was lost.'));
		}
	};
}
