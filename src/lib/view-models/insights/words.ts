import { decimal, withUnit } from '#core/format.ts';
import { levelWord } from '../levels/warming.ts';
import { minutesInWords } from '../metrics/horizon.ts';
import { DISPLAY_LIMITS, limitsOf, metricLevel } from '#core/metrics/limits.ts';
import { inMetricOrder, metricName } from '../metrics/metric-names.ts';
import { shownName } from '../frame/server-search.ts';
import type { WhatIf } from '#core/topics/explanation.ts';
import type { Forecast, RiskEntry } from '#core/topics/states.ts';
import { partPoints, type ScoreBreakdown, type ScorePart } from './score-points.ts';
import { SCORE_GROUP_NAMES } from './score-rule.ts';
import { measureOf, scoreDriver } from './what-if.ts';

/** The summary in sentences: how bad, why, and what would help most; unknown parts are left out. */
export function insightInWords(
	name: string,
	risk: Pick<RiskEntry, 'score' | 'level' | 'warming'>,
	breakdown: ScoreBreakdown | undefined,
	best: WhatIf | undefined
): readonly string[] {
	return [
		`${shownName(name)} is ${levelWord(risk)}: its risk is ${decimal(risk.score)} of 100.`,
		...(risk.warming ? ['Warming up: too few data yet to forecast it well.'] : []),
		...causesInWords(breakdown),
		...(best ? [`Best option for its effort: “${best.scenario}”, ${effectInWords(best)}.`] : [])
	];
}

function effectInWords({ scoreChange, scoreAfter, changePoints, cpuPercent }: WhatIf): string {
	if (scoreChange === undefined)
		return `CPU ${decimal(-changePoints)} points lower, at ${decimal(cpuPercent)}%`;
	const after = scoreAfter === undefined ? '' : `, at ${decimal(scoreAfter)}`;
	return `risk score ${decimal(-scoreChange)} points lower${after}`;
}

/** Why no scenario is called the best when the daemon reports the CPU alone and that is not what drives the score. */
export function cpuAloneInWords(
	whatIfs: readonly WhatIf[],
	breakdown: ScoreBreakdown | undefined
): string | undefined {
	const driver = scoreDriver(breakdown);
	if (measureOf(whatIfs) === 'score' || driver === 'cpu') return undefined;
	const cause = driver
		? `what drives this score is ${SCORE_GROUP_NAMES[driver].name}`
		: breakdown?.kind === 'exact'
			? 'no metric earns this score any points'
			: 'what drives this score is not known';
	return `Judged by CPU alone; ${cause}. None is marked as best.`;
}

function causesInWords(breakdown: ScoreBreakdown | undefined): readonly string[] {
	if (breakdown?.kind !== 'exact') return [];
	const [first, ...rest] = breakdown.parts.filter((part) => partPoints(part) > 0);
	if (!first) return ['No metric earns it any points, now or in the next half hour.'];
	const of = `${decimal(partPoints(first))} of ${decimal(breakdown.sum)} points`;
	const most = rest.length === 0 ? 'All of it comes' : 'Most of it comes';
	const others = rest.map((part) => `${nameOf(part)} ${decimal(partPoints(part))}`);
	return [
		`${most} from ${nameOf(first)}: ${of}, for ${valuesInWords(first)}.`,
		...(others.length > 0 ? [`Then: ${others.join(', ')}.`] : [])
	];
}

/** `96.0% now and 99.0% predicted (p90)`. */
function valuesInWords({ group, now, ahead, quantile }: ScorePart): string {
	const { unit } = SCORE_GROUP_NAMES[group];
	return [
		...(now === undefined ? [] : [`${withUnit(decimal(now), unit)} now`]),
		...(ahead === undefined ? [] : [`${withUnit(decimal(ahead), unit)} predicted (${quantile})`])
	].join(' and ');
}

function nameOf({ group }: ScorePart): string {
	return SCORE_GROUP_NAMES[group].name;
}

/**
 * Lists what is over a limit now, whether or not the score includes it: `Over its limit now: Disk 96.0%, limit 95%.` Empty
 * if nothing is.
 */
export function overLimitInWords(
	metrics: Readonly<Record<string, Pick<Forecast, 'now'>>>
): readonly string[] {
	const over = inMetricOrder(Object.keys(metrics)).flatMap((metric) => {
		const now = metrics[metric]?.now ?? NaN;
		const level = metricLevel(metric, now);
		if (!level) return [];
		const idle = metric === 'cpu_idle_pct';
		const { name, unit } = idle ? SCORE_GROUP_NAMES.cpu : metricName(metric);
		const limit = (idle ? DISPLAY_LIMITS.cpu : limitsOf(metric))?.[level];
		return `${name} ${withUnit(decimal(idle ? 100 - now : now), unit)}, limit ${withUnit(String(limit), unit)}`;
	});
	return over.length
		? [`Over ${over.length === 1 ? 'its limit' : 'their limits'} now: ${over.join('; ')}.`]
		: [];
}

/** Describes the weights: how much past they cover, and how much of it is recent. */
export function weightsInWords(
	weights: readonly number[],
	weightMinutes: number | undefined
): string {
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	if (total === 0) return 'The daemon gave no weights.';
	const newest = weights.slice(Math.floor((weights.length * 2) / 3));
	const share = Math.round((newest.reduce((sum, weight) => sum + weight, 0) / total) * 100);
	const span =
		weightMinutes === undefined
			? `${weights.length} records`
			: `${minutesInWords(weightMinutes * weights.length)}, ${minutesInWords(weightMinutes)} a bar`;
	return `${span}, oldest left; the newest third carries ${share}% of the weight.`;
}
