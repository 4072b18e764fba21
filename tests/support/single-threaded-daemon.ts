import { ok, err, type Result } from '#core/protocol/problem.ts';
import type { DaemonAnswer, DaemonClient } from '../../server/upstream/daemon-client.ts';
import type { FakeClock } from './fake-clock.ts';

/** One call as the daemon saw it, in steady time. */
export interface Served {
	readonly path: string;
	readonly cameAt: number;
	readonly beganAt: number;
	readonly endedAt: number;
}

export interface SingleThreadedOptions {
	readonly clock: FakeClock;
	/** How long the daemon is occupied by the call of that number, from 0, of the path. */
	readonly tookMs: (path: string, call: number) => number;
	readonly timeoutMs: number;
	readonly body?: (path: string) => unknown;
}

/**
 * A daemon like the real one: it handles one request at a time, in order, and finishes a request whose client has given
 * up. It uses a fake clock, so that it is as slow as a test says.
 */
export class SingleThreadedDaemon implements DaemonClient {
	readonly served: Served[] = [];
	/** The longest queue that a call for predictions has found, by path. */
	readonly aheadOfPredictions: string[][] = [];
	readonly #options: SingleThreadedOptions;
	readonly #counts = new Map<string, number>();
	#inside: { readonly path: string }[] = [];
	#idleAt = 0;

	constructor(options: SingleThreadedOptions) {
		this.#options = options;
	}

	callsOf(path: string): number {
		return this.#counts.get(path) ?? 0;
	}

	/** When each call for predictions was answered. */
	get predictionTimes(): number[] {
		return this.served
			.filter(({ path }) => path === '/predictions/current')
			.map(({ endedAt }) => endedAt);
	}

	get(path: string, signal: AbortSignal): Promise<Result<DaemonAnswer>> {
		const { clock, timeoutMs, body } = this.#options;
		const call = this.callsOf(path);
		this.#counts.set(path, call + 1);
		const cameAt = clock.monotonic();
		const beganAt = Math.max(cameAt, this.#idleAt);
		const tookMs = this.#options.tookMs(path, call);
		const endedAt = (this.#idleAt = beganAt + tookMs);
		if (path === '/status') this.aheadOfPredictions.push(this.#inside.map((each) => each.path));
		const mine = { path };
		this.#inside.push(mine);
		return new Promise((resolve) => {
			clock.after(endedAt - cameAt, () => {
				this.#inside = this.#inside.filter((each) => each !== mine);
				this.served.push({ path, cameAt, beganAt, endedAt });
				resolve(ok({ body: body?.(path), bytes: 1_000, tookMs: endedAt - cameAt }));
			});
			const late = () => resolve(err('daemon-timeout', 'The daemon did not answer in time.'));
			if (endedAt - cameAt > timeoutMs) clock.after(timeoutMs, late);
			signal.addEventListener('abort', late, { once: true });
		});
	}
}
