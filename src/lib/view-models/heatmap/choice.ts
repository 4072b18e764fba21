import { LEVELS, type Level } from '#core/levels/levels.ts';
import {
	DISPLAY_METRIC_LABELS,
	DISPLAY_METRICS,
	type DisplayMetric
} from '#core/metrics/metrics.ts';

/** What a cell's colour shows. */
export const HEATMAP_METRICS = ['risk', ...DISPLAY_METRICS] as const;
/** `chance` is what a moment ahead shows: that of being over a limit then. */
export type HeatmapMetric = 'risk' | 'chance' | DisplayMetric;

export const HEATMAP_MOMENTS = ['now', 'soon', 'change'] as const;
export type HeatmapMoment = (typeof HEATMAP_MOMENTS)[number];

export const HEATMAP_SORTS = ['risk', 'name', 'profile'] as const;
type HeatmapSort = (typeof HEATMAP_SORTS)[number];

/** What the user chose to see. An empty filter passes everything. */
export interface HeatmapChoice {
	readonly metric: HeatmapMetric;
	/** The daemon does not forecast the risk, so only the current one exists. */
	readonly moment: HeatmapMoment;
	readonly sort: HeatmapSort;
	readonly profile: string;
	readonly level: Level | '';
}

export const USUAL_HEATMAP: HeatmapChoice = {
	metric: 'risk',
	moment: 'now',
	sort: 'risk',
	profile: '',
	level: ''
};

/** Returns the choices in an address; an unknown word is replaced by the default. */
export function readHeatmap(query: URLSearchParams): HeatmapChoice {
	const metric = oneOf(HEATMAP_METRICS, query.get('metric')) ?? USUAL_HEATMAP.metric;
	const moment = oneOf(HEATMAP_MOMENTS, query.get('moment')) ?? USUAL_HEATMAP.moment;
	return {
		metric,
		moment: metric === 'risk' ? 'now' : moment,
		sort: oneOf(HEATMAP_SORTS, query.get('sort')) ?? USUAL_HEATMAP.sort,
		profile: query.get('profile') ?? USUAL_HEATMAP.profile,
		level: oneOf(LEVELS, query.get('level')) ?? USUAL_HEATMAP.level
	};
}

/** Returns the parameters that differ from the default, undefined where they do not. */
export function writeHeatmap(choice: HeatmapChoice): Record<string, string | undefined> {
	return Object.fromEntries(
		(Object.keys(USUAL_HEATMAP) as (keyof HeatmapChoice)[]).map((key) => [
			key,
			choice[key] === USUAL_HEATMAP[key] ? undefined : choice[key]
		])
	);
}

export function metricWords(metric: HeatmapMetric): { name: string; unit: string } {
	if (metric === 'chance') return { name: 'Chance of being over a limit', unit: '%' };
	return metric === 'risk' ? { name: 'Risk', unit: '' } : DISPLAY_METRIC_LABELS[metric];
}

function oneOf<Word extends string>(words: readonly Word[], text: string | null): Word | undefined {
	return words.find((word) => word === text);
}
