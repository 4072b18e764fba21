import type { Clock } from '../../shared/clock.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { CalledPast } from './called-past.ts';
import type { DaemonClient } from './daemon-client.ts';
import { dueTicks, planFill, postEveryMs } from './schedule.ts';
import { Unsent } from './unsent.ts';

export interface FeederDeps {
	readonly simulation: Simulation;
	readonly client: DaemonClient;
	readonly clock: Clock;
	/** Simulated time between samples. */
	readonly intervalMs: number;
	readonly speed: number;
	readonly fillSeconds: number;
	/** A past that is called up part by part, instead of being filled in. */
	readonly past?: CalledPast | undefined;
	/** Called once, when the simulation has reached the present. */
	readonly onPresent: () => void;
	/** Malformed records for the next batch, for tests. */
	readonly extra: () => readonly unknown[];
	readonly log: FeedLog;
}

interface FeedLog {
	info(detail: object, message: string): void;
	warn(detail: object, message: string): void;
}

/** Feeds a daemon tick by tick; the simulation continues while the daemon is away. */
export class Feeder {
	readonly #deps: FeederDeps;
	readonly #unsent = new Unsent();
	#ticks = 0;
	#failing = false;

	constructor(deps: FeederDeps) {
		this.#deps = deps;
	}

	/** The number of ticks simulated and offered to the daemon. */
	get ticks(): number {
		return this.#ticks;
	}

	/** Runs until the signal aborts. The simulation may begin in the past, which a daemon without data is given first. */
	async run(signal: AbortSignal): Promise<void> {
		await this.#catchUp(signal);
		if (signal.aborted) return;
		this.#deps.onPresent();
		const { simulation, clock, intervalMs, speed } = this.#deps;
		const realStart = clock.now();
		const simulatedStart = simulation.at;
		const everyMs = postEveryMs(intervalMs, speed);
		for (let post = 1; !signal.aborted; post++) {
			const now = clock.now();
			const lagMs = simulatedStart + (now - realStart) * speed - simulation.at;
			const { skipMs, ticks } = dueTicks(lagMs, intervalMs);
			if (skipMs) simulation.advance(skipMs);
			if (ticks) await this.#post(this.#simulate(ticks), signal);
			// The next multiple from the start, so that the time of posting does not add up.
			const next = realStart + Math.ceil((clock.now() - realStart + 1) / everyMs) * everyMs;
			await clock.sleep(Math.max(1, next - clock.now()), signal);
		}
	}

	#lag(): number {
		const { simulation, clock, intervalMs } = this.#deps;
		return Math.floor((clock.now() - simulation.at) / intervalMs);
	}

	/** Brings the simulation to the present, and to a daemon without data what was until then. */
	async #catchUp(signal: AbortSignal): Promise<void> {
		const { simulation, client, intervalMs, past, log } = this.#deps;
		if (this.#lag() < 1) return;
		const fed = await this.#ticksFed(client, signal);
		if (signal.aborted) return;
		if (fed === 0 && !past) return this.#fill(signal);
		if (fed === 0 && past) {
			await past.tell(
				(ticks, spacingMs) => this.#post(this.#simulate(ticks, spacingMs), signal),
				signal
			);
			return;
		}
		log.info({ ticks: fed }, 'the daemon has data: no past is fed');
		simulation.advance(this.#lag() * intervalMs);
		past?.skip();
	}

	async #fill(signal: AbortSignal): Promise<void> {
		const { simulation, clock, intervalMs, fillSeconds, log } = this.#deps;
		const startedAt = simulation.at;
		const lag = () => this.#lag();
		const plan = planFill(lag(), simulation.fleetSize, fillSeconds * 1_000);
		log.info({ minutes: (lag() * intervalMs) / 60_000 }, 'feeding simulated past');
		while (!signal.aborted && lag() > 0) {
			const ticks = Math.min(plan.ticksPerPost, lag());
			await this.#post(this.#simulate(ticks), signal);
			await clock.sleep(plan.pauseMs, signal);
		}
		log.info({ ticks: (simulation.at - startedAt) / intervalMs }, 'the simulated past is told');
	}

	/** Repeats the question until the daemon answers: without it there is nothing else to do. */
	async #ticksFed(client: DaemonClient, signal: AbortSignal): Promise<number> {
		for (;;) {
			const answer = await client.ticksFed(signal);
			if (answer.ok) {
				this.#recovered();
				return answer.ticks;
			}
			if (signal.aborted) return 0;
			this.#failed(answer.reason);
			await this.#deps.clock.sleep(ASK_EVERY_MS, signal);
		}
	}

	#simulate(ticks: number, spacingMs = this.#deps.intervalMs): unknown[] {
		const { simulation } = this.#deps;
		const records: unknown[] = [];
		for (let tick = 0; tick < ticks; tick++) records.push(...simulation.advance(spacingMs));
		this.#ticks += ticks;
		return records;
	}

	async #post(records: readonly unknown[], signal: AbortSignal): Promise<void> {
		const { client, extra, log } = this.#deps;
		const smuggled = extra();
		this.#unsent.add([...records, ...smuggled]);
		const result = await client.feed(this.#unsent.records, signal);
		if (result.ok) {
			this.#unsent.clear();
			this.#recovered();
			if (result.refused > smuggled.length) {
				log.warn({ refused: result.refused }, 'the daemon refused records');
			}
		} else if (!signal.aborted) {
			this.#failed(result.reason);
		}
	}

	/** An outage is logged once, and once more when it ends. */
	#failed(reason: string): void {
		if (!this.#failing) this.#deps.log.warn({ reason }, 'the daemon does not take the feed');
		this.#failing = true;
	}

	#recovered(): void {
		if (this.#failing) this.#deps.log.info({}, 'the daemon takes the feed again');
		this.#failing = false;
	}
}

const ASK_EVERY_MS = 500;
