import type { DaemonHealth, Warmup } from '#core/protocol/daemon.ts';
import { createDaemonMonitor } from '../../server/upstream/daemon-monitor.ts';
import type { PollResult } from '../../server/upstream/poll.ts';
import { FakeClock } from './fake-clock.ts';
import { goodRound } from './rounds.ts';

export const TICK_MS = 5_000;

/** A daemon monitor that is fed with polls by hand; everything that it reports is remembered. */
export class WatchedDaemon {
	readonly clock = new FakeClock();
	readonly told: DaemonHealth[] = [];
	readonly warmups: Warmup[] = [];
	/** The feed's count. */
	count = 0;
	readonly watch = createDaemonMonitor({
		clock: this.clock,
		tickMs: TICK_MS,
		feedMs: TICK_MS,
		onHealth: (health) => this.told.push(health),
		onWarmup: (warmup) => {
			if (warmup) this.warmups.push(warmup);
		}
	});

	/** The answer to a request of `tookMs` ago. */
	answered(round: PollResult, tookMs = 0): void {
		this.watch.observe(round, { askedAt: this.clock.monotonic() - tookMs });
		this.watch.reassess();
	}

	/** An answer at once, and a tick's time after it. */
	async tick(round: PollResult): Promise<void> {
		this.answered(round);
		await this.clock.advance(TICK_MS);
	}

	good(): Promise<void> {
		return this.tick(goodRound(++this.count));
	}

	/** A good answer after so long. */
	async takes(tookMs: number): Promise<void> {
		await this.clock.advance(tookMs);
		this.answered(goodRound(++this.count), tookMs);
	}

	/** The reports, in short. */
	states(): string[] {
		return this.told.map(({ state, stale }) => (stale ? `${state}, stale` : state));
	}
}
