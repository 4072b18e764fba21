import { withUnit } from '#core/format.ts';
import { DISPLAY_LIMITS, LIMITS, type Limits } from '#core/metrics/limits.ts';
import { metricName } from './metric-names.ts';

/** A displayed row of the table of limits. */
export interface LimitRow {
	readonly name: string;
	readonly warning: string;
	readonly critical: string;
	/** Whether the daemon alerts on a forecast that reaches it. */
	readonly alerted: boolean;
}

/** The displayed table: the daemon's own rows, then the one of CPU used that pages derive from it. */
export function limitsInWords(): readonly LimitRow[] {
	const rows = Object.entries(LIMITS).map(([metric, limits]) => {
		const { name, unit } = metricName(metric);
		return rowOf(name, unit, limits, true);
	});
	return [...rows, rowOf('CPU used', '%', DISPLAY_LIMITS.cpu, false)];
}

function rowOf(name: string, unit: string, limits: Limits, alerted: boolean): LimitRow {
	return {
		name,
		warning: withUnit(String(limits.warning), unit),
		critical: withUnit(String(limits.critical), unit),
		alerted
	};
}
