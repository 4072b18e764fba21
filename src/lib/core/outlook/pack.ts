import { HORIZON_STEPS } from '../metrics/metrics.ts';
import { OUTLOOK_METRICS, type MetricOutlook } from './metric-outlook.ts';
import { STEPS_AHEAD } from './horizons.ts';
import type { ServerOutlook } from './server-outlook.ts';
import { OUTLOOK_DIGITS } from '../topics/outlook.ts';

/** The crossings of p90, p50 and p10, and that of the critical limit. */
const STEP_COUNT = 4;
/** A metric's digits: its number, four steps, and the chances ahead, two digits each but the first. */
const DIGITS = 1 + 2 * (STEP_COUNT + STEPS_AHEAD.length);
const ZERO = '0'.charCodeAt(0);
/** Stands for a step that is never reached. */
const NEVER = HORIZON_STEPS + 1;

/** Returns a server's outlook as the digits of the topic `outlook`: some 30 bytes where JSON's own words take 150. */
export function packOutlook({ first, next }: ServerOutlook): string {
	return packMetric(first) + (next ? packMetric(next) : '');
}

/** Returns the outlook that the digits stand for; undefined for other texts, and for metrics of a newer Fleetcast. */
export function unpackOutlook(digits: string): ServerOutlook | undefined {
	if (!OUTLOOK_DIGITS.test(digits)) return undefined;
	const first = unpackMetric(digits, 0);
	if (!first || digits.length === DIGITS) return first && { first };
	const next = unpackMetric(digits, DIGITS);
	return next && { first, next };
}

function packMetric({ metric, crossings, criticalAt, chances }: MetricOutlook): string {
	const { p90, p50, p10 } = crossings;
	const steps = [p90, p50, p10, criticalAt].map((step) => step ?? NEVER);
	return OUTLOOK_METRICS.indexOf(metric) + [...steps, ...chances.slice(1)].map(twoDigits).join('');
}

function unpackMetric(digits: string, from: number): MetricOutlook | undefined {
	const metric = OUTLOOK_METRICS[digitAt(digits, from)];
	if (!metric) return undefined;
	const pairAt = (index: number) => {
		const at = from + 1 + 2 * index;
		return 10 * digitAt(digits, at) + digitAt(digits, at + 1);
	};
	const stepAt = (index: number) => {
		const step = pairAt(index);
		return step === NEVER ? undefined : step;
	};
	const [p90, p50, p10, criticalAt] = [0, 1, 2, 3].map(stepAt);
	return {
		metric,
		crossings: {
			...(p90 !== undefined && { p90 }),
			...(p50 !== undefined && { p50 }),
			...(p10 !== undefined && { p10 })
		},
		...(criticalAt !== undefined && { criticalAt }),
		chances: [p90 === 0 ? 100 : 0, ...STEPS_AHEAD.map((_, index) => pairAt(STEP_COUNT + index))]
	};
}

function digitAt(digits: string, index: number): number {
	return digits.charCodeAt(index) - ZERO;
}

function twoDigits(value: number): string {
	return value < 10 ? `0${value}` : String(value);
}
