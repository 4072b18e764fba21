import { beatMs } from '#core/freshness.ts';
import type { Seed } from '#core/protocol/seed.ts';
import type { ClientClock } from './clock.ts';
import type { SocketOptions } from './socket-connection.ts';
import type { Timing } from './events.ts';

const USUAL_TICK_MS = 5_000;

export interface FleetClientOptions {
	readonly token?: string;
	/** How often states are wanted, 5,000–300,000 ms; none means every tick. */
	readonly everyMs?: number;
	/** Socket.IO's path; by default `socket.io` below the address. */
	readonly path?: string;
	readonly transports?: readonly ('websocket' | 'polling')[];
	/** The tick's length until the server has said it, in ms. */
	readonly tickMs?: number;
	/** What a page was rendered with: the first join names it, so that nothing is sent twice. */
	readonly seed?: Seed;
	/** Aborted, it closes the client. */
	readonly signal?: AbortSignal;
	readonly clock?: ClientClock;
	/** 0–1, below 1. */
	readonly random?: () => number;
}

/** Where and how to connect. `url` is Fleetcast's own address, base path included. */
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

/** How often what comes, as far as one knows before the server has said it. */
export function firstTiming({
	tickMs = USUAL_TICK_MS,
	everyMs = tickMs
}: FleetClientOptions): Timing {
	return { tickMs, everyMs, beatMs: beatMs(everyMs, tickMs) };
}
