import type { Forecast } from '#core/topics/states.ts';

/** What CPU used is derived from. */
export const IDLE = 'cpu_idle_pct';

const WHOLE_PERCENT = 100;

/** Returns the forecast of CPU used, which idle time leaves: what is high of the one is low of the other. */
export function cpuUsed({ now, trend, p10, p50, p90, steps, borneOut }: Forecast): Forecast {
	const rest = (values: readonly number[]) => values.map((value) => WHOLE_PERCENT - value);
	return {
		now: WHOLE_PERCENT - now,
		trend: 0 - trend,
		p10: rest(p90),
		p50: rest(p50),
		p90: rest(p10),
		...(steps && { steps }),
		...(borneOut && {
			borneOut: { scale: borneOut.scale, lower: borneOut.upper, upper: borneOut.lower }
		})
	};
}
