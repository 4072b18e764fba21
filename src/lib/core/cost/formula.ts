import type { CostInputs } from './inputs.ts';

/** The risks that count, of 0–100, and the part of an incident that a server at such a risk counts as. */
export const COST_TIERS = [
	{ tier: 'high', from: 70, incidentWeight: 1, costWeight: 1 },
	{ tier: 'medium', from: 40, incidentWeight: 0.3, costWeight: 0.6 }
] as const;
export type CostTier = (typeof COST_TIERS)[number];

export const MONTH_DAYS = 30;
export const YEAR_DAYS = 365;

/** How many servers are at each risk, now or averaged over a time range. */
export interface RiskCounts {
	readonly high: number;
	readonly medium: number;
}

/** Money in the inputs' currency. */
export interface Avoided {
	readonly incidentsPerDay: number;
	readonly daily: number;
	readonly monthly: number;
	readonly annual: number;
	/** Undefined when nothing is avoided, so that the investment is never paid back. */
	readonly paybackMonths?: number;
	/** Savings of the first year minus the investment; negative until it is paid back. */
	readonly firstYearNet: number;
	readonly verdict: Verdict;
}

/** By payback time, shortest first: a verdict applies below so many months. */
export const VERDICTS = [
	{ verdict: 'excellent', underMonths: 6 },
	{ verdict: 'strong', underMonths: 12 },
	{ verdict: 'good', underMonths: 24 },
	{ verdict: 'long', underMonths: Infinity }
] as const;
export type Verdict = (typeof VERDICTS)[number]['verdict'];

/** Returns the tier of a risk of 0–100, or undefined for one too low to cost anything. */
export function costTier(score: number): CostTier | undefined {
	return COST_TIERS.find(({ from }) => score >= from);
}

/** Counts the servers at high and at medium risk. */
export function countTiers(scores: Iterable<number>): RiskCounts {
	const counts = { high: 0, medium: 0 };
	for (const score of scores) {
		const tier = costTier(score);
		if (tier) counts[tier.tier] += 1;
	}
	return counts;
}

/**
 * Incidents prevented a day = (high + 0.3 × medium) × prevention rate; × cost an hour × hours = what a day avoids;
 * × 30 a month, × 365 a year. Payback in months = investment ÷ month; first-year net = year − investment.
 */
export function avoidedCost(counts: RiskCounts, inputs: CostInputs): Avoided {
	const weighed = COST_TIERS.reduce(
		(sum, { tier, incidentWeight }) => sum + counts[tier] * incidentWeight,
		0
	);
	const incidentsPerDay = (weighed * inputs.preventionPercent) / 100;
	const daily = incidentsPerDay * outageCost(inputs);
	const monthly = daily * MONTH_DAYS;
	const annual = daily * YEAR_DAYS;
	const paybackMonths = monthly > 0 ? inputs.investment / monthly : undefined;
	return {
		incidentsPerDay,
		daily,
		monthly,
		annual,
		...(paybackMonths === undefined ? {} : { paybackMonths }),
		firstYearNet: annual - inputs.investment,
		verdict: verdictOf(paybackMonths)
	};
}

/** `months` undefined: never paid back. */
export function verdictOf(months: number | undefined): Verdict {
	if (months === undefined) return 'long';
	return VERDICTS.find(({ underMonths }) => months < underMonths)?.verdict ?? 'long';
}

/** The cost of one outage. */
export function outageCost({ costPerHour, hours }: CostInputs): number {
	return costPerHour * hours;
}
