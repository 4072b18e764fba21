import { decimal, elapsed, withUnit } from '#core/format.ts';
import { minutesInWords } from '../metrics/horizon.ts';
import { metricName } from '../metrics/metric-names.ts';
import type { Alert, OverNow } from '#core/topics/states.ts';

const DAY_MINUTES = 1440;

/** `over now, for 40 min`; `over now, for at least 40 min` or `over now` alone where the beginning was not seen. */
export function overInWords(over: OverNow): string {
	const length = overLength(over);
	return [overMoment(over), ...(length === undefined ? [] : [length])].join(', ');
}

/** `over now`; of a server that says nothing any more `over when last heard`. */
export function overMoment({ silent }: OverNow): string {
	return silent ? 'over when last heard' : 'over now';
}

/** `for 40 min`, `for at least 40 min`; undefined where nothing is known of it. */
export function overLength({ minutes, atLeast, silent }: OverNow): string | undefined {
	if (silent || (atLeast && minutes === 0)) return undefined;
	if (minutes === 0) return 'for less than 1 min';
	const words = minutes < DAY_MINUTES ? minutesInWords(minutes) : elapsed(minutes * 60_000);
	return atLeast ? `for at least ${words}` : `for ${words}`;
}

/** When it is, or comes: `over now, for 40 min`, `in 5 min`. */
export function whenInWords({ over, minutes }: Pick<Alert, 'over' | 'minutes'>): string {
	return over ? overInWords(over) : `in ${minutesInWords(minutes)}`;
}

/** The value that an alert is about, the one of now or the predicted one: `CPU user 96.2%`, `CPU user 97.0% (p50)`. */
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

/** `limit 85%`: the one that it is over, or comes to. */
export function limitInWords({
	metric,
	over,
	threshold
}: Pick<Alert, 'metric' | 'over' | 'threshold'>): string {
	return `limit ${withUnit(String(over?.threshold ?? threshold), metricName(metric).unit)}`;
}

/** What is still to come of it: `critical in 25 min`. Undefined where it is critical already, at its crossing, or not at all. */
export function comingInWords({ over, minutes, criticalMinutes }: Alert): string | undefined {
	if (criticalMinutes === undefined || over?.level === 'critical') return undefined;
	return over || criticalMinutes > minutes
		? `critical in ${minutesInWords(criticalMinutes)}`
		: undefined;
}

/** The level that a list marks it with: of now, where it is over now. */
export function markOf({ over, severity }: Pick<Alert, 'over' | 'severity'>): Alert['severity'] {
	return over?.level ?? severity;
}
