import { expect, test } from 'vitest';
import { createPulse, deadAfterMs } from '#client/pulse.ts';
import type { Freshness, Hearing } from '#core/freshness.ts';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const live: DaemonHealth = { state: 'live', stale: false, since: 0 };
const TICK_MS = 5_000;

function start(hearing: Partial<Hearing> = {}) {
	const clock = new FakeClock();
	const told: Freshness[] = [];
	const deaths: number[] = [];
	const begun = clock.now();
	const pulse = createPulse(
		{ link: 'joined', heardAt: begun, beatMs: TICK_MS, tickMs: TICK_MS, daemon: live, ...hearing },
		{
			clock,
			onFreshness: (freshness) => told.push(freshness),
			onDead: () => deaths.push(clock.now() - begun)
		}
	);
	return { clock, told, deaths, pulse };
}

test('silence is reported the instant after 2.5 ticks, although nothing arrives', async () => {
	const { clock, told, pulse } = start();
	await clock.advance(2.5 * TICK_MS);
	expect(pulse.freshness).toEqual({ kind: 'live' });
	expect(told).toEqual([]);
	await clock.advance(1);
	expect(told).toEqual([{ kind: 'stale', cause: 'silence' }]);
});

test('a viewer of a slow cadence is told of silence after its beat and 1.5 ticks', async () => {
	const { clock, told } = start({ beatMs: 15_000 });
	await clock.advance(15_000 + 1.5 * TICK_MS);
	expect(told).toEqual([]);
	await clock.advance(1);
	expect(told).toEqual([{ kind: 'stale', cause: 'silence' }]);
});

test('each sign of life restarts the silence, and makes stale data live again', async () => {
	const { clock, told, pulse } = start();
	for (let count = 0; count < 5; count++) {
		await clock.advance(TICK_MS);
		pulse.update({ heardAt: clock.now() });
	}
	expect(told).toEqual([]);
	await clock.advance(3 * TICK_MS - 1);
	pulse.update({ heardAt: clock.now() });
	expect(told).toEqual([{ kind: 'stale', cause: 'silence' }, { kind: 'live' }]);
});

test('a connection that was silent for two beats and a tick is presumed dead, once', async () => {
	const { clock, deaths } = start();
	const deadline = deadAfterMs({ beatMs: TICK_MS, tickMs: TICK_MS });
	expect(deadline).toBe(3 * TICK_MS);
	await clock.advance(deadline - 1);
	expect(deaths).toEqual([]);
	await clock.advance(60_000);
	expect(deaths).toEqual([deadline]);
});

test('without a connection the data are reported as old, not the connection as dead', async () => {
	const { clock, told, deaths } = start({ link: 'offline' });
	await clock.advance(60_000);
	expect(deaths).toEqual([]);
	expect(told).toEqual([{ kind: 'stale', cause: 'offline' }]);
	expect(clock.pending).toBe(0);
});

test('a state from before the publisher’s restart is stale until it is replaced', () => {
	const { told, pulse } = start();
	pulse.update({ daemon: { ...live, state: 'connecting' }, outdated: true });
	pulse.update({ daemon: live, outdated: false });
	expect(told).toEqual([{ kind: 'stale', cause: 'daemon' }, { kind: 'live' }]);
});

test('a page that was put to sleep wakes with old data, however short the sleep, until something is heard', async () => {
	const { clock, told, pulse } = start();
	pulse.doubt();
	expect(told).toEqual([{ kind: 'stale', cause: 'silence' }]);
	await clock.advance(1_000);
	pulse.wake();
	expect(pulse.freshness).toEqual({ kind: 'stale', cause: 'silence' });
	pulse.update({ daemon: live });
	expect(pulse.freshness).toEqual({ kind: 'stale', cause: 'silence' });
	pulse.update({ heardAt: clock.now() });
	expect(pulse.freshness).toEqual({ kind: 'live' });
});

test('after a suspend in which the timers stood still too, it is stale within a second and its connection is dead', async () => {
	const { clock, told, deaths } = start();
	await clock.advance(2_000);
	clock.suspend(3_600_000);
	expect(told).toEqual([]);
	await clock.advance(1_000);
	expect(told).toEqual([{ kind: 'stale', cause: 'silence' }]);
	expect(deaths).toEqual([3_603_000]);
});

test('on waking it is stale at once, before any timer', async () => {
	const { clock, told, pulse } = start();
	await clock.advance(500);
	clock.suspend(13_000);
	pulse.wake();
	expect(told).toEqual([{ kind: 'stale', cause: 'silence' }]);
});

test('stopped, it leaves no timer behind', () => {
	const { clock, pulse } = start();
	pulse.stop();
	expect(clock.pending).toBe(0);
});
