import { Daemon } from '../../server/embedded/daemon/daemon.ts';
import { STEP_MS } from '../../server/embedded/daemon/metrics.ts';
import { createSimulation } from '../../server/embedded/generator/simulation/simulation.ts';

export interface Cost {
	/** CPU time of one whole answer, JSON included: the median of several. */
	inferenceMs: number;
	/** CPU time of a batch within a step, and of one that ends a step. */
	feedMs: number;
	stepMs: number;
	bodyBytes: number;
	/** Resident memory of the process at its highest. */
	rssBytes: number;
}

/** Feeds a daemon 1,000 servers: more than a day in steps, so that everything is known, then every 5 s. */
export function measureThousand(): Cost {
	const startAt = new Date(2026, 2, 2).getTime();
	const simulation = createSimulation({ servers: 1000, seed: 1, startAt });
	const daemon = new Daemon({
		now: () => simulation.at,
		windowRecords: 360,
		windowMs: 30 * 60_000
	});
	const cost = { inferences: [0], feeds: [0], steps: [0], bodyBytes: 0, rssBytes: 0 };
	const feed = (spacingMs: number, into: number[]) => {
		const records = simulation.advance(spacingMs);
		into.push(cpuMs(() => daemon.feed(records)));
		cost.rssBytes = Math.max(cost.rssBytes, process.memoryUsage.rss());
	};
	for (let step = 0; step < 300; step++) feed(STEP_MS, cost.steps);
	for (let tick = 0; tick < 30; tick++) {
		feed(5000, cost.feeds);
		const taken = cpuMs(() => {
			const inference = daemon.inference();
			if ('body' in inference) cost.bodyBytes = inference.body.length;
		});
		cost.inferences.push(taken);
	}
	return {
		inferenceMs: median(cost.inferences),
		feedMs: median(cost.feeds),
		stepMs: median(cost.steps),
		bodyBytes: cost.bodyBytes,
		rssBytes: cost.rssBytes
	};
}

function cpuMs(action: () => void): number {
	const before = process.cpuUsage();
	action();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

function median(values: number[]): number {
	return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
