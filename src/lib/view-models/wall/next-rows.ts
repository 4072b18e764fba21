import { serversIn, type NextRow, type NextRows } from '../next-hours/rows.ts';

/** As many rows as are readable from five metres. */
export const MOST_ROWS = 7;
/** What comes next keeps so many of them, however much is over a limit now. */
const KEPT_FOR_NEXT = 4;

/** The rows of a wall, and how many servers there was no room for. */
export interface WallRows {
	readonly rows: readonly NextRow[];
	readonly moreOver: number;
	readonly moreNext: number;
}

/** Returns what is over a limit now, then what is next, as far as there is room for both. */
export function wallRows({ over, next }: NextRows): WallRows {
	const places = MOST_ROWS - Math.min(next.length, KEPT_FOR_NEXT);
	const shownOver = over.slice(0, places);
	const shownNext = next.slice(0, MOST_ROWS - shownOver.length);
	const more = (all: readonly NextRow[], shown: readonly NextRow[]) =>
		serversIn(all) - serversIn(shown);
	return {
		rows: [...shownOver, ...shownNext],
		moreOver: more(over, shownOver),
		moreNext: more(next, shownNext)
	};
}
