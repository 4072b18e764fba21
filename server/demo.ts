import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createEmbeddedDaemon } from './embedded-daemon.ts';
import type { Logger } from './log.ts';
import type { LaterHistory } from './past/later-history.ts';
import { createSimulatedPast, isWithoutHistory } from './past/simulated-past.ts';

const HOUR_MS = 3_600_000;

/** Above so many servers a past takes minutes, in which the present would wait for it. */
const MOST_SERVERS_WITH_PAST = 100;

export interface DemoDeps {
	readonly config: Config;
	/** Of the embedded daemon. */
	readonly key: string;
	readonly clock: Clock;
	readonly log: Logger;
	/** The environment that the demo's programs inherit. */
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Opened by the demo where it records a past. */
	readonly history: Pick<LaterHistory, 'open'>;
}

/** The embedded daemon, its generator, and the past that both are given. */
export function createDemo({ config, key, clock, log, environment, history }: DemoDeps) {
	const { servers, pastHours } = config.demo;
	const pastMs = servers > MOST_SERVERS_WITH_PAST ? 0 : pastHours * HOUR_MS;
	const options = { ...config.demo, pastMs, key, clock, log, environment };
	const embedded = createEmbeddedDaemon(options);
	const simulatedPast = createSimulatedPast({ log, environment });
	/** A history that is there is gone on with: a past is recorded only where there is none. */
	const kept = pastMs && config.history && isWithoutHistory(config.history.dir) && config.history;
	let daemonUrl: string | undefined;

	return {
		/** Whether the history must not be opened yet: `simulatePast` does so. */
		recordsPast: Boolean(kept),
		/** Returns the daemon's address once it listens; undefined if it is closed first. */
		async start(): Promise<string | undefined> {
			daemonUrl = await embedded.start();
			return daemonUrl;
		},
		/** Where scenarios are chosen. */
		generatorUrl: embedded.generatorUrl,
		/** Gives the fleet its past, beside what is served; resolves when the feed is live. */
		async simulatePast(): Promise<void> {
			const generatorUrl = embedded.generatorUrl();
			if (!pastMs || generatorUrl === undefined || daemonUrl === undefined) return;
			if (kept) {
				const { daemonTimeoutMs: timeoutMs, daemonMaxBytes: maxBytes } = config;
				const goesOn = await simulatedPast.make({
					daemon: { baseUrl: daemonUrl, key, timeoutMs, maxBytes },
					generatorUrl,
					history: kept,
					pastMs,
					stepMinutes: config.stepMinutes,
					bounds: config.answerBounds,
					thresholds: config.thresholds,
					holdMs: config.levelHoldMs
				});
				if (!goesOn) return;
				history.open();
			}
			await simulatedPast.goLive(generatorUrl);
		},
		/** Cuts off a past that is still being made. */
		stopPast: simulatedPast.close,
		close: embedded.close
	};
}
