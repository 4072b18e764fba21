import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import { TICK_TOPICS } from '#core/protocol/topic.ts';
import { systemClock } from '../../../server/clock.ts';
import { createHistory, type History } from '../../../server/history/history.ts';
import { hashOf } from '../../support/states-hash.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
import { BEGAN, keptTick, TICK_MS } from '../../support/kept-ticks.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';

/** More than one keyframe. */
const TICKS = 80;
const LONG_MS = 1e10;
/** A deadline for a hang on a busy machine. */
let dir: string;
let history: History;
let harness: GatewayHarness;
let viewer: PlainViewer;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fleetcast-replay-'));
	let kept = 0;
	history = createHistory({
		dir,
		retention: { ticksMs: LONG_MS, minutesMs: LONG_MS, hoursMs: LONG_MS },
		maxBytes: 100_000_000,
		clock: systemClock,
		onFault: () => undefined,
		onRecovered: () => undefined,
		onKept: (ticks) => (kept += ticks.length)
	});
	for (let tick = 1; tick <= TICKS; tick++) {
		history.keep(tickOf(tick));
		if (tick % 10 === 0) await expect.poll(() => kept).toBe(tick);
	}
	await expect.poll(() => history.state().ticksFrom).toBe(tickOf(1).at);
	harness = await startGateway({ history });
	viewer = new PlainViewer(harness.url);
});

afterEach(async () => {
	viewer.close();
	await harness.close();
	await history.close();
	await rm(dir, { recursive: true });
});

/** Servers come and go, and half way Fleetcast was started again. */
function tickOf(tick: number) {
	return keptTick(tick, { servers: 3 + (tick % 4), epoch: tick <= 40 ? 'first' : 'second' });
}

function held(): KeptStates {
	const states = TICK_TOPICS.map((topic) => [topic, viewer.held.get(topic)?.state]);
	return Object.fromEntries(states) as unknown as KeptStates;
}

test.each([1, 60, 600])(
	'a viewer who watches the past at %i× from the disk holds at each step what was live then',
	async (speed) => {
		const joined = await viewer.join({
			topics: [...TICK_TOPICS],
			replay: { at: BEGAN + TICK_MS, speed }
		});
		expect(joined).toMatchObject({ ok: true, value: { at: BEGAN + TICK_MS } });
		expect(hashOf(held())).toEqual(hashOf(tickOf(1).states));
		let moves = 0;
		let shownAt = BEGAN + TICK_MS;
		viewer.socket.on('tick', ({ at }) => {
			const tick = Math.round((at - BEGAN) / TICK_MS);
			expect(hashOf(held())).toEqual(hashOf(tickOf(tick).states));
			if (at !== shownAt) moves++;
			shownAt = at;
		});
		// At 1× the first ticks, else up to the newest.
		const until = BEGAN + (speed === 1 ? 8 : TICKS) * TICK_MS;
		await expect
			.poll(
				async () => {
					await harness.clock.advance(250);
					await viewer.caughtUp();
					return shownAt;
				},
				{ interval: 1 }
			)
			.toBeGreaterThanOrEqual(until);
		expect(moves).toBeGreaterThan(speed === 600 ? 2 : 5);
		expect(viewer.faults).toEqual([]);
	}
);
