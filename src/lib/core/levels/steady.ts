/** How long a change must last before it counts, unless a setting says otherwise. */
export const DEFAULT_HOLD_MS = 60_000;

export interface SteadyRule {
	readonly holdMs: number;
	/** Whether a rise to this value counts at once, because the person on call must not wait for it. */
	readonly isUrgent: (value: number) => boolean;
}

/** The value that counts, and the recent values that decide when it changes. Times in ms by one monotonic clock. */
export interface Steady {
	readonly value: number;
	/** The values of the last `holdMs`, each with its start; the oldest may have started before that. */
	readonly recent: readonly { readonly value: number; readonly from: number }[];
}

/**
 * Returns the value that counts after one more reading. It is the previous one, moved just far enough to lie between the
 * lowest and the highest value of the last `holdMs`: a rise counts once the value has been that high all that time, a fall
 * once it has been that low. An urgent rise counts at once, its fall does not. The first reading counts as it is. Law: for
 * any thresholds, no step over one is taken back within `holdMs`, except by an urgent rise.
 */
export function steadied(
	before: Steady | undefined,
	value: number,
	at: number,
	{ holdMs, isUrgent }: SteadyRule
): Steady {
	if (!before) return { value, recent: [{ value, from: at }] };
	const known = before.recent;
	const values = known.at(-1)?.value === value ? known : [...known, { value, from: at }];
	// Each value lasts until the next begins, so the one in force when the hold time began is the first that matters.
	const first = values.findLastIndex(({ from }) => from <= at - holdMs);
	const recent = first > 0 ? values.slice(first) : values;
	let [lowest, highest] = [value, value];
	for (const each of recent) {
		lowest = Math.min(lowest, each.value);
		highest = Math.max(highest, each.value);
	}
	const moved = Math.min(Math.max(before.value, lowest), highest);
	return { value: isUrgent(value) ? Math.max(moved, value) : moved, recent };
}

/**
 * Returns the value by which a metric counts as over a limit: the highest of the last `holdMs`. So a metric is over as soon
 * as it is, and no longer over once it has been under all that time.
 */
export function highestLately(
	before: Steady | undefined,
	value: number,
	at: number,
	holdMs: number
): Steady {
	return steadied(before, value, at, { holdMs, isUrgent: () => true });
}
