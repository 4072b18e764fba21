import { minutesInWords } from '../metrics/horizon.ts';
import type { Forecast } from '#core/topics/states.ts';

/**
 * When a forecast reaches a threshold. `over`: it is there now, and `backInMinutes` when it is first below again.
 * `reaches`: at the end of the first step at or above it. `not-within`: not within the forecast.
 */
export type TimeToThreshold =
	| { readonly kind: 'over'; readonly backInMinutes?: number }
	| { readonly kind: 'reaches'; readonly inMinutes: number }
	| { readonly kind: 'not-within'; readonly minutes: number };

/**
 * By the median, the expected outcome; by p90, what one outcome in ten exceeds. A value equal to the threshold has reached
 * it. `stepMinutes`: the length of one step.
 */
export function timeToThreshold(
	forecast: Forecast,
	quantile: 'p50' | 'p90',
	threshold: number,
	stepMinutes: number
): TimeToThreshold {
	const values = forecast[quantile];
	const minutesAt = (index: number) => stepAt(forecast, index) * stepMinutes;
	if (forecast.now >= threshold) {
		const back = values.findIndex((value) => value < threshold);
		return back === -1 ? { kind: 'over' } : { kind: 'over', backInMinutes: minutesAt(back) };
	}
	const first = values.findIndex((value) => value >= threshold);
	return first === -1
		? { kind: 'not-within', minutes: minutesAt(values.length - 1) }
		: { kind: 'reaches', inMinutes: minutesAt(first) };
}

/** Returns the step, from 1, of a forecast's value at `index`; 0 before the first. */
export function stepAt({ steps }: Pick<Forecast, 'steps'>, index: number): number {
	return steps?.[index] ?? index + 1;
}

/** `over it now, below in 25 min`, `in 1 h 20 min`, `not within 8 h`. */
export function timeInWords(time: TimeToThreshold): string {
	switch (time.kind) {
		case 'over':
			return time.backInMinutes === undefined
				? 'over it now'
				: `over it now, below in ${minutesInWords(time.backInMinutes)}`;
		case 'reaches':
			return `in ${minutesInWords(time.inMinutes)}`;
		case 'not-within':
			return time.minutes > 0 ? `not within ${minutesInWords(time.minutes)}` : 'no forecast';
	}
}
