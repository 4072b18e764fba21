import { minutesInWords } from '../metrics/horizon.ts';
import type { NextRow } from './rows.ts';

/** Where there is no room for a time axis, rows stand under the soonest of these steps that theirs is within. */
const WITHIN_STEPS = [6, 12, 48, 96] as const;

/** Whether a row is the first of those that stand under the same step. */
export function isFirstWithin(rows: readonly NextRow[], index: number): boolean {
	const [row, before] = [rows[index], rows[index - 1]];
	return row !== undefined && (!before || withinOf(before) !== withinOf(row));
}

/** `30 min`: the time within which a row's chance is reached. */
export function withinInWords(row: NextRow, stepMinutes: number): string {
	return minutesInWords(withinOf(row) * stepMinutes);
}

function withinOf({ onset }: NextRow): number {
	return WITHIN_STEPS.find((step) => onset <= step) ?? WITHIN_STEPS[3];
}
