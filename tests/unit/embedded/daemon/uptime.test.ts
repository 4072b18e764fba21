import { expect, test } from 'vitest';
import { Daemon } from '../../../../server/embedded/daemon/daemon.ts';
import { createSimulation } from '../../../../server/embedded/generator/simulation/simulation.ts';

const MINUTE = 60_000;
/** Eight hours are a third of a day, but it is told in whole days: a step of one looks like a trend. */
const MOST_GROWTH_DAYS = 3;

interface Uptime {
	current: number;
	p50: number[];
}

test('an uptime, which grows without noise and falls to nothing at a restart, is never forecast beyond all bounds', () => {
	const simulation = createSimulation({
		servers: 20,
		seed: 5,
		startAt: new Date(2026, 2, 2).getTime()
	});
	const daemon = new Daemon({
		now: () => simulation.at,
		windowRecords: 360,
		windowMs: 30 * MINUTE
	});
	const longest = new Map<string, number>();
	let seen = 0;
	for (let step = 0; step < 250; step++) {
		for (let minute = 0; minute < 5; minute++) daemon.feed(simulation.advance(MINUTE));
		const inference = daemon.inference();
		if (!('body' in inference) || step % 3) continue;
		const { predictions } = JSON.parse(inference.body.toString()) as {
			predictions: Record<string, { uptime_days: Uptime }>;
		};
		for (const [server, { uptime_days: uptime }] of Object.entries(predictions)) {
			// Right after a restart what was before it is still expected to come back.
			longest.set(server, Math.max(uptime.current, longest.get(server) ?? 0));
			const most = (longest.get(server) ?? 0) + MOST_GROWTH_DAYS;
			expect(Math.max(...uptime.p50), `${server} in step ${step}`).toBeLessThan(most);
			seen += 1;
		}
	}
	expect(seen).toBeGreaterThan(1_000);
});
