import { PALETTES, THEMES, type Palette, type Theme } from '../frame/theme.ts';

/** The views that are drawn for a wall. */
export const WALL_VIEWS = ['next-hours', 'overview', 'heatmap', 'top-risks', 'alerts'] as const;
export type WallView = (typeof WALL_VIEWS)[number];

export const WALL_VIEW_TITLES: Readonly<Record<WallView, string>> = {
	'next-hours': 'Next 8 hours',
	overview: 'Overview',
	heatmap: 'Heatmap',
	'top-risks': 'Top risks',
	alerts: 'Alerts'
};

/** One stop of the rotation, and how long it is shown. */
export interface Stop {
	readonly view: WallView;
	readonly seconds: number;
}

/** The options in a wall's address. A single stop is a pinned view. */
export interface WallOptions {
	readonly stops: readonly Stop[];
	readonly theme: Theme;
	readonly palette: Palette;
}

/** Long enough to read, short enough to return. */
export const STOP_SECONDS = { least: 5, most: 3_600, usual: 20 } as const;
const MOST_STOPS = 16;

/** A wall whose address says nothing: Next 8 hours, which stays. */
export const USUAL_WALL: WallOptions = {
	stops: [{ view: 'next-hours', seconds: STOP_SECONDS.usual }],
	theme: 'dark',
	palette: 'standard'
};

export interface WallAddress {
	readonly options: WallOptions;
	/** The parts of the address that were not understood: a wall has no user, so it shows them itself. */
	readonly faults: readonly string[];
}

/**
 * Reads `views=overview,heatmap:40&every=20&theme=dark&palette=colour-blind-safe`: a view's own seconds follow its name.
 * Invalid parts are ignored, and the rest applies.
 */
export function readWall(query: URLSearchParams): WallAddress {
	const faults: string[] = [];
	const every = secondsOf(query.get('every'), 'every', faults) ?? STOP_SECONDS.usual;
	const named = (query.get('views') ?? '').split(',').filter(Boolean);
	const stops = named.slice(0, MOST_STOPS).flatMap((text): Stop[] => {
		const [name = '', own] = text.split(':', 2);
		if (!isWallView(name)) {
			faults.push(`Unknown view “${name.slice(0, 40)}”`);
			return [];
		}
		return [{ view: name, seconds: secondsOf(own ?? null, name, faults) ?? every }];
	});
	if (named.length > MOST_STOPS) faults.push(`Only the first ${MOST_STOPS} views are shown`);
	const usual = USUAL_WALL.stops.map(({ view }) => ({ view, seconds: every }));
	return {
		options: {
			stops: stops.length ? stops : usual,
			theme: wordOf(query.get('theme'), THEMES, 'theme', faults) ?? USUAL_WALL.theme,
			palette: wordOf(query.get('palette'), PALETTES, 'palette', faults) ?? USUAL_WALL.palette
		},
		faults
	};
}

/** Returns the shortest query for the same options. */
export function writeWall({ stops, theme, palette }: WallOptions): URLSearchParams {
	const counts = new Map<number, number>();
	for (const { seconds } of stops) counts.set(seconds, (counts.get(seconds) ?? 0) + 1);
	const [every = STOP_SECONDS.usual] = [...counts]
		.sort((a, b) => b[1] - a[1])
		.map(([seconds]) => seconds);
	const views = stops.map(({ view, seconds }) => (seconds === every ? view : `${view}:${seconds}`));
	return new URLSearchParams({
		views: views.join(','),
		every: String(every),
		...(theme === USUAL_WALL.theme ? {} : { theme }),
		...(palette === USUAL_WALL.palette ? {} : { palette })
	});
}

function isWallView(text: string): text is WallView {
	return (WALL_VIEWS as readonly string[]).includes(text);
}

function secondsOf(text: string | null, whose: string, faults: string[]): number | undefined {
	if (text === null) return undefined;
	const seconds = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
	if (seconds >= STOP_SECONDS.least && seconds <= STOP_SECONDS.most) return seconds;
	faults.push(`“${whose}” takes ${STOP_SECONDS.least} to ${STOP_SECONDS.most} seconds`);
	return undefined;
}

function wordOf<Word extends string>(
	text: string | null,
	words: readonly Word[],
	whose: string,
	faults: string[]
): Word | undefined {
	if (text === null) return undefined;
	const word = words.find((known) => known === text);
	if (word === undefined) faults.push(`Unknown ${whose}; use ${words.join(', ')}`);
	return word;
}
