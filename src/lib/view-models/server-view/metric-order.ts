import { CPU_USED, limitRows, metricLevel } from '#core/metrics/limits.ts';
import type { Forecast } from '#core/topics/states.ts';
import { cpuUsed, IDLE } from '../metrics/cpu-used.ts';
import { inMetricOrder } from '../metrics/metric-names.ts';
import { stepAt } from './time-to-threshold.ts';

/** A metric as a server's page shows it. */
export interface ShownMetric {
	readonly metric: string;
	readonly forecast: Forecast;
	/** Over its limit now, likely (p50) or possibly (p90) over it later, or none of these. */
	readonly crossing: 'now' | 'likely' | 'possible' | 'none';
}

/**
 * Returns a server's metrics, that which crosses a limit first before the others: over one now, critical before warning;
 * then by the step at which p50 crosses its warning limit, then by that of p90; the rest in their usual order. CPU used,
 * which idle time leaves, is among them.
 */
export function byNearestCrossing(
	metrics: Readonly<Record<string, Forecast>>
): readonly ShownMetric[] {
	const idle = metrics[IDLE];
	const all = idle ? { ...metrics, [CPU_USED]: cpuUsed(idle) } : metrics;
	return inMetricOrder(Object.keys(all))
		.flatMap((metric) => {
			const forecast = all[metric];
			return forecast ? { metric, forecast, ...urgencyOf(metric, forecast) } : [];
		})
		.sort((a, b) => a.rank - b.rank || a.step - b.step)
		.map(({ metric, forecast, crossing }) => ({ metric, forecast, crossing }));
}

function urgencyOf(
	metric: string,
	forecast: Forecast
): { crossing: ShownMetric['crossing']; rank: number; step: number } {
	const [warning] = limitRows(metric);
	if (!warning) return { crossing: 'none', rank: 4, step: 0 };
	const level = metricLevel(metric, forecast.now);
	if (level) return { crossing: 'now', rank: level === 'critical' ? 0 : 1, step: 0 };
	const first = (quantile: readonly number[]) =>
		quantile.findIndex((value) => value >= warning.value);
	const [likely, possible] = [first(forecast.p50), first(forecast.p90)];
	if (likely >= 0) return { crossing: 'likely', rank: 2, step: stepAt(forecast, likely) };
	if (possible >= 0) return { crossing: 'possible', rank: 3, step: stepAt(forecast, possible) };
	return { crossing: 'none', rank: 4, step: 0 };
}
