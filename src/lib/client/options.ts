import { beatMs } from '#core/freshness.ts';
import type { Seed } from '#core/protocol/seed.ts';
import type { ClientClock } from './clock.ts';
import type { SocketOptions } from './socket-connection.ts';
import type { Timing } from './events.ts';

const USUAL_TICK_MS = 5_000;

export interface FleetClientOptions {
	readonly token?: string;
	/** How often states are wanted, 5,000–300,000 ms; absent means every tick. */
	readonly everyMs?: number;
	/** Socket.IO's path; by default `socket.io` below the address. */
	readonly path?: string;
	readonly transports?: readonly ('websocket' | 'polling')[];
	/** The tick's length until the server reports it, in ms. */
	readonly tickMs?: number;
	/** The states that a page was rendered with: the first join names them, so that nothing is sent twice. */
	readonly seed?: Seed;
	/** Aborting it closes the client. */
	readonly signal?: AbortSignal;
	readonly clock?: ClientClock;
	/** Random number from 0 up to but excluding 1. */
	readonly random?: () => number;
}

/** Returns where and how to connect. `url` is Fleetcast's own address, base path included. */
export function connectionOptions(
	url: string | URL,
	{ token, path, transports = ['websocket', 'polling'] }: FleetClientOptions
): SocketOptions {
	const base = new URL(url);
	return {
		url: base,
		path: path ?? `${base.pathname.replace(/\/$/, '')}/socket.io`,
		transports,
		...(token === undefined ? {} : { token })
	};
}

/** Returns the assumed intervals until the server reports them. */
export function firstTiming({
	tickMs = USUAL_TICK_MS,
	everyMs = tickMs
}: FleetClientOptions): Timing {
	return { tickMs, everyMs, beatMs: beatMs(everyMs, tickMs) };
}
