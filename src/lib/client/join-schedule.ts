import { fullJitterMs, RECONNECT } from '#core/jitter.ts';
import type { Allowance } from './allowance.ts';
import type { ClientClock } from './clock.ts';

export interface JoinScheduleDeps {
	readonly clock: ClientClock;
	/** Random number from 0 up to but excluding 1. */
	readonly random: () => number;
	readonly allowance: Pick<Allowance, 'waitMs'>;
	/** Sends the join that is due. */
	readonly join: () => void;
}

/** Schedules the next join of one connection: at once, or after repeated mismatches at ever longer intervals. */
export function createJoinSchedule({ clock, random, allowance, join }: JoinScheduleDeps) {
	let soonIsDue = false;
	let troubles = 0;
	let cancelLater: (() => void) | undefined;
	let cancelSoon: (() => void) | undefined;

	/** One join for all changes of one turn, or as soon as the server accepts another message. */
	function soon(): void {
		if (soonIsDue) return;
		soonIsDue = true;
		const go = () => {
			soonIsDue = false;
			join();
		};
		const waitMs = allowance.waitMs();
		if (waitMs === 0) queueMicrotask(go);
		else cancelSoon = clock.after(waitMs, go);
	}

	return {
		/** Whether a join is due after a pause. */
		get pausing(): boolean {
			return cancelLater !== undefined;
		},
		/** Whether any join is due. */
		get pending(): boolean {
			return cancelLater !== undefined || soonIsDue;
		},
		soon,
		/** After a mismatch, at the earliest in `waitMs`. */
		afterMismatch(waitMs: number): void {
			troubles++;
			if (troubles === 1 && waitMs === 0) return soon();
			const pauseMs = waitMs + fullJitterMs(troubles, random(), RECONNECT);
			cancelLater = clock.after(pauseMs, join);
		},
		/** A join is sent, whichever was due. */
		sent(): void {
			cancelLater?.();
			cancelLater = undefined;
		},
		/** What was received fits again: the next mismatch is met at once. */
		settled(): void {
			troubles = 0;
		},
		stop(): void {
			cancelLater?.();
			cancelSoon?.();
		}
	};
}
