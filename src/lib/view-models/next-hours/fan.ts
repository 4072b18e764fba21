import { decimal, withUnit } from '#core/format.ts';
import { CPU_USED, DISPLAY_LIMITS, type LimitedMetric } from '#core/metrics/limits.ts';
import { DISPLAY_METRIC_LABELS } from '#core/metrics/metrics.ts';
import type { Forecast, ServerState } from '#core/topics/states.ts';
import { borneOutBand } from '../metrics/borne-out-band.ts';
import { cpuUsed, IDLE } from '../metrics/cpu-used.ts';
import { DAEMON_METRICS } from './daemon-metrics.ts';
import { timeInWords, type Moment } from './when.ts';

/** The band at one step; at step 0 all three are the value now. */
export interface FanPoint {
	readonly step: number;
	readonly p10: number;
	readonly p50: number;
	readonly p90: number;
}

/** The forecast of one metric, as a row shows it. */
export interface Fan {
	readonly metric: LimitedMetric;
	/** From now on; as borne out where enough has been seen. */
	readonly points: readonly FanPoint[];
	/** The same as the daemon told them, where they are corrected. */
	readonly told?: readonly FanPoint[];
	readonly limit: number;
	/** The scale that the band and the limit fit into. */
	readonly low: number;
	readonly high: number;
}

/** So much of the scale is left free above and below. */
const MARGIN = 0.08;

/** Returns a metric's forecast; undefined where the server has none. */
export function fanOf(server: ServerState, metric: LimitedMetric): Fan | undefined {
	if (!server.present) return undefined;
	const name = DAEMON_METRICS[metric].find((each) => Object.hasOwn(server.metrics, each));
	const own = name === undefined ? undefined : server.metrics[name];
	if (name === undefined || !own || own.p50.length === 0) return undefined;
	const isIdle = name === IDLE;
	const forecast = isIdle ? cpuUsed(own) : own;
	const told = pointsOf(forecast);
	const borneOut = borneOutBand(isIdle ? CPU_USED : name, forecast);
	const points = borneOut ? pointsOf(borneOut) : told;
	const limit = DISPLAY_LIMITS[metric].warning;
	const both = [...points, ...told];
	const least = Math.min(limit, ...both.map(({ p10 }) => p10));
	const most = Math.max(limit, ...both.map(({ p90 }) => p90));
	const margin = Math.max(1, (most - least) * MARGIN);
	const scale = { low: Math.max(0, least - margin), high: most + margin };
	return { metric, points, ...(borneOut && { told }), limit, ...scale };
}

function pointsOf({ now, p10, p50, p90, steps }: Forecast): FanPoint[] {
	const at = (index: number): FanPoint => ({
		step: steps?.[index] ?? index + 1,
		p10: p10[index] ?? NaN,
		p50: p50[index] ?? NaN,
		p90: p90[index] ?? NaN
	});
	return [{ step: 0, p10: now, p50: now, p90: now }, ...p50.map((_, index) => at(index))];
}

/** Returns the point nearest to a step. */
export function pointAt({ points }: Fan, step: number): FanPoint | undefined {
	return points.reduce<FanPoint | undefined>((nearest, point) => {
		const closer = !nearest || Math.abs(point.step - step) < Math.abs(nearest.step - step);
		return closer ? point : nearest;
	}, undefined);
}

/** The values at a point: `in 25 min, at 05:24: p50 18.2%, p10–p90 12.0% to 24.5%, limit 20%`. */
export function pointInWords(fan: Fan, point: FanPoint, moment: Moment): string {
	const { unit } = DISPLAY_METRIC_LABELS[fan.metric];
	const value = (number: number) => withUnit(decimal(number), unit);
	const limit = `limit ${withUnit(String(fan.limit), unit)}`;
	if (point.step === 0) return `now: ${value(point.p50)}, ${limit}`;
	const range = ({ p10, p90 }: FanPoint) => `${value(p10)} to ${value(p90)}`;
	const told = fan.told?.find(({ step }) => step === point.step);
	const words = told ? ` as borne out (${range(told)} as told)` : '';
	const band = `p10–p90 ${range(point)}${words}`;
	return `${timeInWords(point.step, moment)}: p50 ${value(point.p50)}, ${band}, ${limit}`;
}
