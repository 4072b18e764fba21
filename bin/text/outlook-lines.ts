import { counted } from '#core/format.ts';
import { DISPLAY_LIMITS } from '#core/metrics/limits.ts';
import { DISPLAY_METRIC_LABELS, HORIZON_STEPS } from '#core/metrics/metrics.ts';
import { OUTLOOK_STEPS } from '#core/outlook/horizons.ts';
import type { MetricOutlook } from '#core/outlook/metric-outlook.ts';
import { unpackOutlook } from '#core/outlook/pack.ts';
import type { OutlookFleetState } from '#core/topics/outlook.ts';
import { harmless } from '../terminal/harmless.ts';

/** `db1  I/O wait over 20%: possible from step 25, likely from step 50; chance 98% at step 96`. */
export function outlookLine(name: string, digits: string): string {
	const outlook = unpackOutlook(digits);
	if (!outlook) return `${harmless(name)}  ${harmless(digits)}`;
	const { first, next } = outlook;
	return `${harmless(name)}  ${metricWords(first)}${next ? `; then ${metricWords(next)}` : ''}`;
}

export function outlookFleetLine({ all }: OutlookFleetState): string {
	const { servers, now, likelyWithin, possibleWithin } = all;
	const [likely, possible] = [likelyWithin, possibleWithin].map((within) => within.at(-1) ?? 0);
	return `${counted(servers, 'server')}: ${now} over a limit now; within ${HORIZON_STEPS} steps ${likely} likely, ${possible} possible`;
}

function metricWords(outlook: MetricOutlook): string {
	const { metric, crossings, chances } = outlook;
	const { name, unit } = DISPLAY_METRIC_LABELS[metric];
	// Steps and chances are about the warning limit.
	const limit = `${name} over ${DISPLAY_LIMITS[metric].warning}${unit}`;
	const last = `chance ${chances.at(-1)}% at step ${OUTLOOK_STEPS.at(-1)}`;
	if (crossings.p90 === 0) return `${limit} now; ${last}`;
	const from = [
		...(crossings.p90 === undefined ? [] : [`possible from step ${crossings.p90}`]),
		...(crossings.p50 === undefined ? [] : [`likely from step ${crossings.p50}`])
	];
	return `${limit}${from.length ? `: ${from.join(', ')}` : ''}; ${last}`;
}
