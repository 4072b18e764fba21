import type { RejectedPart } from '#core/fleet.ts';
import type { Logger } from './log.ts';

/** A part that is rejected tick after tick is logged once; this many different ones are remembered. */
const REMEMBERED = 500;

/** Returns a listener that logs each rejected part once. */
export function rejectedLog(log: Logger): (parts: readonly RejectedPart[]) => void {
	const logged = new Set<string>();
	return (parts) => {
		for (const { path, reason, parts: count } of parts) {
			const line = `${path}: ${reason}`;
			if (logged.has(line) || logged.size >= REMEMBERED) continue;
			logged.add(line);
			log.warn({ path, reason, parts: count }, 'part of the answer is not shown');
		}
	};
}
