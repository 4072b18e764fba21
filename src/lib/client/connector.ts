import type { Link } from '#core/freshness.ts';
import { cureOf, type Problem } from '#core/protocol/problem.ts';
import type { ClientClock } from './clock.ts';
import { createReconnect } from './reconnect.ts';
import type { Session } from './session.ts';

export interface ConnectorDeps {
	readonly clock: ClientClock;
	readonly random: () => number;
	/** Opens a session that calls `onEnd` once, last. */
	readonly openSession: (onEnd: (problem: Problem | undefined) => void) => Session;
	/** The session is gone; its end is not told of yet. */
	readonly onLost: () => void;
	/** `same`: it was so already, for the same reason. */
	readonly onLink: (link: Link, problem: Problem | undefined, same: boolean) => void;
}

/** Keeps the connection to Fleetcast: one session at a time, opened again after it was lost, and not after a refusal. */
export function createConnector({ clock, random, openSession, onLost, onLink }: ConnectorDeps) {
	const reconnect = createReconnect({ clock, random, attempt: connect });
	let session: Session | undefined;
	let link: Link = 'connecting';
	let problem: Problem | undefined;

	function connect(): void {
		session = openSession(lost);
	}

	function drop(): void {
		session?.close();
		session = undefined;
	}

	function lost(reason: Problem | undefined): void {
		drop();
		onLost();
		if (reason && cureOf(reason) !== 'wait') return set('refused', reason);
		set('offline', reason);
		reconnect.failed(reason?.waitMs);
	}

	function set(next: Link, reason?: Problem): void {
		const same = next === link && reason?.kind === problem?.kind;
		link = next;
		problem = reason;
		onLink(next, reason, same);
	}

	return {
		get session(): Session | undefined {
			return session;
		},
		get link(): Link {
			return link;
		},
		get problem(): Problem | undefined {
			return problem;
		},
		lost,
		joined: () => set('joined'),
		/** The connection has proved to work: the next loss is met with the shortest pause. */
		succeeded: () => reconnect.succeeded(),
		/** Applies a change of what is wanted. A refusal may have been about the previous wish, so it tries again. */
		changed(anythingWanted: boolean): void {
			if (session) session.rejoin();
			else if (anythingWanted && !reconnect.waiting) {
				if (link === 'refused') set('offline');
				connect();
			}
		},
		/** Time may have passed unnoticed. */
		wake: () => reconnect.wake(),
		close(): void {
			reconnect.stop();
			drop();
		}
	};
}
