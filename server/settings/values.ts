import type { Setting } from './setting.ts';
import type { SETTINGS } from './table.ts';

/** The parsed type of each setting. */
export type Values = {
	[Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name] extends Setting<infer Value>
		? Value
		: never;
};
