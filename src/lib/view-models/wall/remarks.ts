import type { ConnectionState } from '../frame/connection-state.ts';

export interface WallFacts {
	readonly connection: Pick<ConnectionState, 'kind' | 'reason'>;
	/** Why the screen may go to sleep, if it may. */
	readonly sleeps?: string | undefined;
	readonly tokenRefused: boolean;
	/** In words: the unusable parts of the address. */
	readonly faults: readonly string[];
}

/** Notes for the person who installs a wall. Why a wall is stale is not among them: its band says that. */
export function wallRemarks({
	connection: { kind, reason },
	sleeps,
	tokenRefused,
	faults: [first, ...others]
}: WallFacts): readonly string[] {
	const live = kind === 'live' || kind === 'degraded';
	return [
		...(live && reason !== undefined ? [reason] : []),
		...(sleeps === undefined ? [] : [`Screen may sleep: ${sleeps}`]),
		...(tokenRefused ? ['The token in the address was refused'] : []),
		...(first === undefined
			? []
			: [others.length > 0 ? `${first} (and ${others.length} more)` : first])
	];
}
