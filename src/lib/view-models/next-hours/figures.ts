import type { OverCounts } from './over-counts.ts';
import { HOUR_STEP, serversIn, type NextRows } from './rows.ts';
import { cameAt, type WhatCame } from './what-came.ts';
import { momentAt, type Moment } from './when.ts';

/** One of the numbers beside the headline. `id` is the same whatever moment is looked at. */
export interface NextFigure {
	readonly id: string;
	/** Undefined where it is not known. */
	readonly count: number | undefined;
	readonly words: string;
	readonly level?: 'critical' | 'warning' | 'degraded';
}

export interface FigureFacts {
	readonly rows: NextRows;
	readonly all: OverCounts | undefined;
	readonly came: WhatCame | undefined;
	/** From which chance on a server counts as next, in percent. */
	readonly chance: number;
	readonly moment: Moment;
	/** The step that is looked at; 0 is now. */
	readonly ahead: number;
}

/** Returns what is over a limit now, and what is to come: at the moment looked at, or within an hour and in all. */
export function nextFigures({
	rows,
	all,
	came,
	chance,
	moment,
	ahead
}: FigureFacts): readonly NextFigure[] {
	const now: NextFigure = {
		id: 'now',
		count: all?.now ?? 0,
		words: 'over a limit now',
		level: 'critical'
	};
	if (ahead > 0) {
		const time = momentAt(ahead, moment);
		const truth = came && cameAt(came, ahead);
		return [
			now,
			{ id: 'near', count: all?.likely[ahead], words: `likely over ${time}`, level: 'warning' },
			{ id: 'far', count: all?.possible[ahead], words: `possibly over ${time}` },
			truth === undefined
				? { id: 'possible', count: all?.possibleWithin, words: 'possible (p90), 8 h' }
				: { id: 'possible', count: truth, words: `came true ${time}` }
		];
	}
	const withinHour = rows.next.filter(({ onset }) => onset <= HOUR_STEP);
	return [
		now,
		{
			id: 'near',
			count: serversIn(withinHour),
			words: `chance ≥ ${chance}%, 1 h`,
			level: 'warning'
		},
		{
			id: 'far',
			count: serversIn(rows.next),
			words: `chance ≥ ${chance}%, 8 h`,
			level: 'degraded'
		},
		{ id: 'possible', count: all?.possibleWithin, words: 'possible (p90), 8 h' }
	];
}
