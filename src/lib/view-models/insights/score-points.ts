import type { Forecast, ServerState } from '#core/topics/states.ts';
import {
	DATABASE_PREFIX,
	pointsFor,
	SCORE_GROUPS,
	SCORE_ROWS,
	SCORE_STEPS,
	SCORE_VARIANTS,
	SCORE_WEIGHTS,
	type ScoreGroup,
	type ScoreVariant
} from './score-rule.ts';

/** The contribution of one group of metrics to a score: its values, and its points after weighting. */
export interface ScorePart {
	readonly group: ScoreGroup;
	/** Undefined where the server lacks the metric. */
	readonly now: number | undefined;
	/** Also undefined where the rule reads no forecast of it. */
	readonly ahead: number | undefined;
	/** The quantile that `ahead` is the mean of, as displayed: `p90`, or of which part of the CPU. */
	readonly quantile: string;
	readonly nowPoints: number;
	readonly aheadPoints: number;
}

/**
 * `exact`: the parts reproduce the daemon's score to 0.1; `sum` is their total before the cut at 100. `differs`: no known
 * rule does, so none is shown. `unknown`: forecasts that the rule needs are missing.
 */
export type ScoreBreakdown =
	| {
			readonly kind: 'exact';
			readonly variant: ScoreVariant['id'];
			readonly parts: readonly ScorePart[];
			readonly sum: number;
	  }
	| { readonly kind: 'differs' }
	| { readonly kind: 'unknown' };

type PresentServer = Extract<ServerState, { present: true }>;
type Metrics = PresentServer['metrics'];

/** A tenth, and rounding errors of floating-point sums. */
const TOLERANCE = 0.1 + 1e-6;

/**
 * Returns the points of each group in a server's score, largest first, by the first variant of the rule that reproduces it.
 */
export function scoreBreakdown(name: string, server: PresentServer): ScoreBreakdown {
	if (!Object.values(server.metrics).every(hasFirstSteps)) return { kind: 'unknown' };
	for (const variant of SCORE_VARIANTS) {
		const parts = scoreParts(name, server.metrics, variant);
		const sum = parts.reduce((total, part) => total + partPoints(part), 0);
		if (Math.abs(Math.min(100, sum) - server.score) <= TOLERANCE)
			return {
				kind: 'exact',
				variant: variant.id,
				parts: parts.sort((a, b) => partPoints(b) - partPoints(a)),
				sum: Math.round(sum * 10) / 10
			};
	}
	return { kind: 'differs' };
}

export function partPoints({ nowPoints, aheadPoints }: ScorePart): number {
	return nowPoints + aheadPoints;
}

/** Returns every group's values and weighted points by one variant of the rule, in the rule's order. */
function scoreParts(name: string, metrics: Metrics, variant: ScoreVariant): ScorePart[] {
	const database = variant.databaseRow && name.startsWith(DATABASE_PREFIX);
	return SCORE_GROUPS.map((group) => {
		const { now, ahead } = valuesOf(group, metrics, variant);
		const rows = SCORE_ROWS[group === 'memory' && database ? 'databaseMemory' : group];
		return {
			group,
			now,
			ahead: rows.ahead.length > 0 ? ahead : undefined,
			quantile: quantileOf(group, metrics, variant),
			nowPoints: SCORE_WEIGHTS.now * pointsFor(rows.now, now),
			aheadPoints: SCORE_WEIGHTS.ahead * pointsFor(rows.ahead, ahead)
		};
	});
}

const METRIC_OF = {
	memory: 'mem_used_pct',
	iowait: 'cpu_iowait_pct',
	swap: 'swap_used_pct',
	load: 'load_average'
} as const;

interface Values {
	readonly now: number | undefined;
	readonly ahead: number | undefined;
}

function valuesOf(group: ScoreGroup, metrics: Metrics, variant: ScoreVariant): Values {
	if (group !== 'cpu') return readingOf(metrics[METRIC_OF[group]]);
	const idle = metrics['cpu_idle_pct'];
	if (!idle) return readingOf(metrics['cpu_user_pct']);
	return { now: 100 - idle.now, ahead: 100 - firstMean(idle[variant.idleQuantile]) };
}

function quantileOf(group: ScoreGroup, metrics: Metrics, variant: ScoreVariant): string {
	return group === 'cpu' && metrics['cpu_idle_pct'] ? `${variant.idleQuantile} of idle` : 'p90';
}

function readingOf(forecast: Forecast | undefined): Values {
	return { now: forecast?.now, ahead: forecast && firstMean(forecast.p90) };
}

function firstMean(quantile: readonly number[]): number {
	const first = quantile.slice(0, SCORE_STEPS);
	return first.reduce((sum, value) => sum + value, 0) / first.length;
}

/** The history keeps only some steps of a forecast. */
function hasFirstSteps({ p90, steps }: Forecast): boolean {
	return (
		p90.length >= SCORE_STEPS && (steps === undefined || steps[SCORE_STEPS - 1] === SCORE_STEPS)
	);
}
