import { expect, test } from 'vitest';
import { Daemon } from '../../../../server/embedded/daemon/daemon.ts';
import { Past } from '../../../../server/embedded/daemon/feed/past.ts';
import { coreRoutes } from '../../../../server/embedded/daemon/rest/core-routes.ts';
import { createSimulation } from '../../../../server/embedded/generator/simulation/simulation.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PRESENT = new Date(2026, 0, 14, 13).getTime();

/** A daemon whose feed begins two hours ago, and its answers. */
function daemonInPast() {
	const daemon = new Daemon({
		now: () => past.now(),
		windowRecords: 360,
		windowMs: 30 * MINUTE
	});
	const past: Past = new Past({ now: () => PRESENT, newestAt: () => daemon.newestAt });
	const routes = coreRoutes({ daemon, now: () => past.now(), past });
	const simulation = createSimulation({ servers: 7, seed: 1, startAt: PRESENT - 2 * HOUR });
	return {
		/** Feeds so many samples, a minute apart. */
		feed(count: number) {
			for (let sample = 0; sample < count; sample++) daemon.feed(simulation.advance(MINUTE));
		},
		get(path: string, query = '') {
			const route = routes.find((each) => each.path === path);
			const call = { param: '', query: new URLSearchParams(query), body: '' };
			return JSON.parse(String(route?.handle(call).body)) as Record<string, unknown>;
		}
	};
}

test('while its feed is in the past, a daemon predicts no present and warms up by how far the past is told', () => {
	const { feed, get } = daemonInPast();
	expect(get('/status')).toMatchObject({ warmup: { is_warmed_up: false, progress_percent: 0 } });
	feed(1);
	feed(60);
	expect(get('/status')).toMatchObject({
		tick_count: 61,
		warmup: {
			is_warmed_up: false,
			progress_percent: 50,
			current_size: 75,
			message: 'Simulating the past: 2026-01-14 12:01 reached'
		}
	});
	expect(get('/predictions/current')).toMatchObject({ error: 'insufficient_data' });
});

test('as of its feed it answers as it does in the present, at the time of the feed', () => {
	const { feed, get } = daemonInPast();
	feed(60);
	const { predictions, metadata } = get('/predictions/current', 'time=feed');
	expect(Object.keys(predictions as object)).toHaveLength(7);
	expect(metadata).toMatchObject({ prediction_time: '2026-01-14T12:00:00.000000' });
	expect(get('/status', 'time=feed')).toMatchObject({
		warmup: { message: 'Warming up: 0/7 servers ready' }
	});
});

test('once the feed has reached the present the past is over, for good', () => {
	const { feed, get } = daemonInPast();
	feed(60);
	expect(get('/predictions/current')).toHaveProperty('error');
	feed(60);
	expect(get('/predictions/current')).not.toHaveProperty('error');
	expect(get('/status')).toMatchObject({ warmup: { message: 'Warming up: 0/7 servers ready' } });
});
