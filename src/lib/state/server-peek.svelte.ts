import { monotonicClock, type ClientClock } from '#client/clock.ts';
import { serverTopic } from '#core/protocol/topic.ts';
import type { ServerState } from '#core/topics/states.ts';
import type { FleetState } from './fleet-state.svelte.ts';

/** A pointer that only passes by asks for nothing. */
const DELAY_MS = 200;

/** The forecast of the one server that is being looked at: followed a moment later, for as long as it is. */
export class ServerPeek {
	readonly #fleet: Pick<FleetState, 'follow'>;
	readonly #clock: ClientClock;
	#server = $state.raw<string>();
	#state = $state.raw<ServerState>();
	#end = () => {};

	constructor(fleet: Pick<FleetState, 'follow'>, clock: ClientClock = monotonicClock) {
		this.#fleet = fleet;
		this.#clock = clock;
	}

	/** Whose forecast is followed; undefined until the delay is over. */
	get server(): string | undefined {
		return this.#server;
	}

	/** Undefined until it has arrived. */
	get state(): ServerState | undefined {
		return this.#state;
	}

	/** Looks at another server; undefined: at none. */
	look(server: string | undefined): void {
		this.stop();
		if (server === undefined) return;
		this.#end = this.#clock.after(DELAY_MS, () => {
			this.#server = server;
			this.#end = this.#fleet.follow(serverTopic(server), (state) => (this.#state = state));
		});
	}

	stop(): void {
		this.#end();
		this.#end = () => {};
		this.#server = undefined;
		this.#state = undefined;
	}
}
