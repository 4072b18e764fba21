import { alertKey } from '#core/alerting/alert-key.ts';
import type { Look } from '#core/accuracy/alert-record.ts';
import { limitsOf } from '#core/metrics/limits.ts';
import type { RiskState } from '#core/topics/states.ts';
import type { SampledForecasts } from '../kept-tick.ts';

/**
 * Returns the metrics that the daemon alerts on, by the keys of the topic `alerts`. A silent server counts as missing,
 * because its values are old.
 */
export function alertValues(
	{ servers, metrics, now }: SampledForecasts,
	risk: RiskState
): Look['values'] {
	const values = new Map<string, { value: number; threshold: number }>();
	metrics.forEach((metric, column) => {
		const threshold = limitsOf(metric)?.warning;
		if (threshold === undefined) return;
		servers.forEach((server, row) => {
			const value = now[row * metrics.length + column] ?? NaN;
			if (Number.isNaN(value) || isSilent(risk, server)) return;
			values.set(alertKey({ metric, server }), { value, threshold });
		});
	});
	return values;
}

function isSilent(risk: RiskState, server: string): boolean {
	return Object.hasOwn(risk, server) && risk[server]?.silent === true;
}
