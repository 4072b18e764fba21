import { elapsed } from '#core/format.ts';
import { createSystemClock } from './clock.ts';
import { BELIEVED_AFTER_MS, type ClockJump } from './steady-time.ts';

const DAY_MS = 86_400_000;

/** Describes a jump of the wall clock, for the log and for viewers. */
function jumpInWords({ byMs, stage }: ClockJump): string {
	const how = `set ${byMs < 0 ? 'back' : 'ahead'} by ${elapsed(Math.abs(byMs))}`;
	if (stage === 'followed') return `The clock was ${how}; times follow it now.`;
	if (stage === 'over')
		return `The clock had been ${how}, and is right again; no time was counted by it.`;
	return `The clock was ${how}; times go on as before until it has stood for ${elapsed(BELIEVED_AFTER_MS)}.`;
}

type JumpListener = (at: number, words: string) => void;

/**
 * The machine's clock, with each jump reported in words. The newest is remembered until it is undone, or for a day after it
 * was followed.
 */
export function createLoggedClock(warn: (words: string) => void) {
	const listeners: JumpListener[] = [];
	let newest: ClockJump | undefined;
	const clock = createSystemClock((jump) => {
		newest = jump.stage === 'over' ? undefined : jump;
		const words = jumpInWords(jump);
		warn(words);
		for (const listener of listeners) listener(jump.at, words);
	});
	return {
		clock,
		onJump: (listener: JumpListener) => void listeners.push(listener),
		/** Returns a warning for viewers about the times shown; undefined when there is none. */
		clockWarning(): string | undefined {
			if (!newest || (newest.stage === 'followed' && clock.now() - newest.at > DAY_MS))
				return undefined;
			return jumpInWords(newest);
		}
	};
}
