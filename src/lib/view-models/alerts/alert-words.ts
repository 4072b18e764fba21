import { decimal, elapsed, withUnit } from '#core/format.ts';
import { minutesInWords } from '../metrics/horizon.ts';
import { metricName } from '../metrics/metric-names.ts';
import type { Alert, OverNow } from '#core/topics/states.ts';

const DAY_MINUTES = 1440;

/** `over now, for 40 min`; `over now, for at least 40 min` or `over now` alone where the start was not observed. */
export function overInWords(over: OverNow): string {
	const length = overLength(over);
	return [overMoment(over), ...(length === undefined ? [] : [length])].join(', ');
}

/** `over now`; for a server that stopped reporting `over when last heard`. */
export function overMoment({ silent }: OverNow): string {
	return silent ? 'over when last heard' : 'over now';
}

/** `for 40 min`, `for at least 40 min`; undefined when unknown. */
export function overLength({
	minutes,
	atLeast,
	silent
}: Pick<OverNow, 'minutes' | 'atLeast' | 'silent'>): string | undefined {
	if (silent || (atLeast && minutes === 0)) return undefined;
	if (minutes === 0) return 'for less than 1 min';
	const words = minutes < DAY_MINUTES ? minutesInWords(minutes) : elapsed(minutes * 60_000);
	return atLeast ? `for at least ${words}` : `for ${words}`;
}

/** The time of an alert: `over now, for 40 min`, `in 5 min`. */
export function whenInWords({ over, minutes }: Pick<Alert, 'over' | 'minutes'>): string {
	return over ? overInWords(over) : `in ${minutesInWords(minutes)}`;
}

/** The value of an alert, current or predicted: `CPU user 96.2%`, `CPU user 97.0% (p50)`. */
export function valueInWords({
	metric,
	over,
	value
}: Pick<Alert, 'metric' | 'over' | 'value'>): string {
	const { name, unit } = metricName(metric);
	return over
		? `${name} ${withUnit(decimal(over.value), unit)}`
		: `${name} ${withUnit(decimal(value), unit)} (p50)`;
}

/** `limit 85%`: the limit that is or will be exceeded. */
export function limitInWords({
	metric,
	over,
	threshold
}: Pick<Alert, 'metric' | 'over' | 'threshold'>): string {
	return `limit ${withUnit(String(over?.threshold ?? threshold), metricName(metric).unit)}`;
}

/**
 * A further crossing: `critical in 25 min`. Undefined where it is critical already, at its first crossing, or not at all.
 */
export function comingInWords({ over, minutes, criticalMinutes }: Alert): string | undefined {
	if (criticalMinutes === undefined || over?.level === 'critical') return undefined;
	return over || criticalMinutes > minutes
		? `critical in ${minutesInWords(criticalMinutes)}`
		: undefined;
}

/** The level of an alert's mark: the current one, if it is over its limit now. */
export function markOf({ over, severity }: Pick<Alert, 'over' | 'severity'>): Alert['severity'] {
	return over?.level ?? severity;
}
