import type { ServerState } from '#core/topics/states.ts';

/** The server whose forecast is asked for, and the forecast as soon as it has arrived. */
export interface Peek {
	readonly server: string | undefined;
	readonly state: ServerState | undefined;
}
