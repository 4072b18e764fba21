import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { DEFAULT_HOLD_MS } from '#core/levels/steady.ts';
import { unpackOutlook } from '#core/outlook/pack.ts';
import { fleetStates } from '../../../server/state/fleet-states.ts';
import { createOverTracker } from '../../../server/topics/over-tracker.ts';
import { GAP_MS } from '../../../server/upstream/beginnings.ts';
import { OverHold } from '../../../server/upstream/over-hold.ts';
import { readFleet } from '../../../server/upstream/read-fleet.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { MemoryHistory } from '../../support/memory-history.ts';

const TICK_MS = 5_000;
const HOLD_TICKS = DEFAULT_HOLD_MS / TICK_MS;

/** An answer of the daemon in which the metrics of `db` are as given and stay so, but for these alerts. */
function answerWith(metrics: Readonly<Record<string, number>>, alerts: readonly object[] = []) {
	const flat = (value: number) => ({
		current: value,
		p10: Array<number>(96).fill(40),
		p50: Array<number>(96).fill(40),
		p90: Array<number>(96).fill(40)
	});
	const entries = Object.entries(metrics).map(([metric, value]) => [metric, flat(value)]);
	return {
		predictions: { db: { ...(Object.fromEntries(entries) as object), risk_score: 10 } },
		alerts,
		environment: {}
	};
}

/** Reads one answer after another; what all topics say of `db`. */
function reader(holdMs = DEFAULT_HOLD_MS) {
	const clock = new FakeClock();
	const hold = new OverHold(holdMs);
	const tracker = createOverTracker({ clock, history: new MemoryHistory() });
	return async (body: unknown, afterMs = TICK_MS) => {
		await clock.advance(afterMs);
		const read = readFleet(body, 5, undefined, {
			overHold: (each) => hold.observe(each, clock.monotonic())
		});
		if (!read.ok) throw new Error(read.problem.detail);
		const fleet = tracker.look(read.value, new Set(), true);
		return fleetStates(fleet, { silent: new Set() }, DEFAULT_THRESHOLDS);
	};
}

type States = Awaited<ReturnType<ReturnType<typeof reader>>>;

/** What each place that shows it says: whether `db` is over a limit now. */
function saidBy({ summary, alerts, outlook, 'outlook-fleet': fleet }: States) {
	return {
		summary: (summary.counts.overLimit ?? 0) > 0,
		alert: Object.values(alerts).some(({ over }) => over !== undefined),
		row: unpackOutlook(outlook.db ?? '')?.first.crossings.p90 === 0,
		since: fleet.overSince?.db !== undefined
	};
}

const EVERYWHERE = { summary: true, alert: true, row: true, since: true };
const NOWHERE = { summary: false, alert: false, row: false, since: false };

describe('a metric that hovers about its limit', () => {
	test('stays over it everywhere, since one and the same time, and its value is shown as it is', async () => {
		const read = reader();
		await read(answerWith({ mem_used_pct: 80 }));
		const times = new Set<number | undefined>();
		for (let tick = 0; tick < 40; tick++) {
			const value = tick % 3 === 0 ? 90.4 : 89.6;
			const states = await read(answerWith({ mem_used_pct: value }));
			expect(saidBy(states)).toEqual(EVERYWHERE);
			expect(states.metrics.db?.memory?.[0]).toBe(value);
			times.add(states['outlook-fleet'].overSince?.db?.at);
			const [alert] = Object.values(states.alerts);
			expect(alert?.over).toMatchObject({
				value,
				threshold: 90,
				minutes: Math.floor((tick * TICK_MS) / 60_000)
			});
		}
		expect(times.size).toBe(1);
	});

	test('is no longer over once it has been under for as long as a level is held', async () => {
		const read = reader();
		expect(saidBy(await read(answerWith({ mem_used_pct: 93 })))).toEqual(EVERYWHERE);
		for (let tick = 0; tick < HOLD_TICKS; tick++)
			expect(saidBy(await read(answerWith({ mem_used_pct: 80 })))).toEqual(EVERYWHERE);
		expect(saidBy(await read(answerWith({ mem_used_pct: 80 })))).toEqual(NOWHERE);
	});

	test('is as it is where nothing is held', async () => {
		const read = reader(0);
		expect(saidBy(await read(answerWith({ mem_used_pct: 93 })))).toEqual(EVERYWHERE);
		expect(saidBy(await read(answerWith({ mem_used_pct: 80 })))).toEqual(NOWHERE);
	});

	test('is CPU used as well, the rest of idle time; and stays critical as long', async () => {
		const read = reader();
		await read(answerWith({ cpu_idle_pct: 4 }));
		const { outlook } = await read(answerWith({ cpu_idle_pct: 20 }));
		expect(unpackOutlook(outlook.db ?? '')?.first).toMatchObject({
			metric: 'cpu',
			crossings: { p90: 0 },
			criticalAt: 0
		});
	});

	test('is held at the daemon’s own limit where that is lower', async () => {
		const read = reader();
		const told = {
			server: 'db',
			metric: 'mem_used_pct',
			severity: 'warning',
			predicted_value: 86,
			threshold: 85,
			minutes_ahead: 10,
			steps_ahead: 2
		};
		await read(answerWith({ mem_used_pct: 86 }, [told]));
		const { alerts } = await read(answerWith({ mem_used_pct: 84 }, [told]));
		expect(Object.values(alerts)).toMatchObject([{ over: { value: 84, threshold: 85 } }]);
	});

	test('is not known to be over after a long gap, nor while its value is missing', async () => {
		const read = reader();
		await read(answerWith({ mem_used_pct: 93, swap_used_pct: 5 }));
		expect(saidBy(await read(answerWith({ swap_used_pct: 5 })))).toEqual(NOWHERE);
		expect(saidBy(await read(answerWith({ mem_used_pct: 80 })))).toEqual(EVERYWHERE);
		expect(saidBy(await read(answerWith({ mem_used_pct: 80 }), GAP_MS + 1))).toEqual(NOWHERE);
	});
});

test('whatever the values are: over as soon as it is, never ended sooner than it is held, and the same everywhere', async () => {
	const values = fc.array(
		fc.tuple(fc.integer({ min: 500, max: 40_000 }), fc.integer({ min: 86, max: 94 })),
		{ minLength: 1, maxLength: 40 }
	);
	await fc.assert(
		fc.asyncProperty(values, async (ticks) => {
			const read = reader();
			let [at, endedAt, lastOverAt] = [0, -Infinity, -Infinity];
			let before = false;
			for (const [ms, value] of ticks) {
				at += ms;
				const said = saidBy(await read(answerWith({ mem_used_pct: value }), ms));
				const over = said.row;
				expect(said).toEqual(over ? EVERYWHERE : NOWHERE);
				if (value >= 90) expect(over).toBe(true);
				if (before && !over) {
					expect(at - lastOverAt).toBeGreaterThanOrEqual(DEFAULT_HOLD_MS);
					expect(at - endedAt).toBeGreaterThanOrEqual(DEFAULT_HOLD_MS);
					endedAt = at;
				}
				if (value >= 90) lastOverAt = at;
				before = over;
			}
		})
	);
});
