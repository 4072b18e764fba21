import { chanceAt } from '#core/outlook/chance-along.ts';
import { unpackOutlook } from '#core/outlook/pack.ts';
import type { OutlookState } from '#core/topics/outlook.ts';

/**
 * Returns a server's chance of being over a limit at a step, in whole percent: that of the likelier metric of its outlook.
 * A server that the outlook does not name has at most about 10 %, which is told as 0.
 */
export function chancesAt(outlook: OutlookState, step: number): (server: string) => number {
	return (server) => {
		const told = Object.hasOwn(outlook, server) ? unpackOutlook(outlook[server] ?? '') : undefined;
		if (!told) return 0;
		const chances = [told.first, told.next].flatMap((metric) => metric ?? []);
		return Math.round(Math.max(...chances.map((metric) => chanceAt(metric, step))));
	};
}
