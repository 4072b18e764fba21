import { describe, expect, test } from 'vitest';
import { createAttention } from '../../../server/upstream/attention.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('optional questions', () => {
	const { signal } = new AbortController();
	const wanted = () => true;

	function stage() {
		const clock = new FakeClock();
		const attention = createAttention({ clock, tickMs: 5_000 });
		const begun: string[] = [];
		/** Waits for a turn, and takes `ms` for it. */
		async function ask(name: string, ms: number, isWanted = wanted) {
			const mine = await attention.turn(name, signal, isWanted);
			if (!mine) return;
			begun.push(name);
			clock.after(ms, () => mine.over());
		}
		const answered = (well = true) => attention.answered(well, clock.monotonic() + 4_000);
		return { clock, attention, begun, ask, answered };
	}

	test('begin after the main answer, one at a time, in the order of asking', async () => {
		const { clock, begun, ask, answered } = stage();
		for (const name of ['a', 'b', 'c']) void ask(name, 100);
		await clock.advance(10_000);
		expect(begun).toEqual([]);
		answered();
		await clock.advance(99);
		expect(begun).toEqual(['a']);
		await clock.advance(1);
		expect(begun).toEqual(['a', 'b']);
		await clock.advance(100);
		expect(begun).toEqual(['a', 'b', 'c']);
	});

	test('that cannot be over before the main question is due are put off, and shorter ones go before', async () => {
		const { clock, begun, ask, answered } = stage();
		void ask('long', 3_000);
		answered();
		await clock.advance(4_000 + 20_000);
		answered();
		await clock.advance(2_500);
		void ask('long', 3_000);
		void ask('short', 10);
		await clock.advance(100);
		expect(begun).toEqual(['long', 'short']);
		await clock.advance(4_000);
		answered();
		await clock.advance(0);
		expect(begun).toEqual(['long', 'short', 'long']);
	});

	test('that were slow once are tried again', async () => {
		const { clock, begun, ask, answered } = stage();
		answered();
		void ask('slow', 30_000);
		await clock.advance(30_000);
		void ask('slow', 10);
		for (let tick = 0; tick < 60; tick++) {
			answered();
			await clock.advance(5_000);
		}
		expect(begun).toEqual(['slow', 'slow']);
	});

	test('rest after a failure, as long as the daemon took for it and more', async () => {
		const { clock, attention, begun, ask, answered } = stage();
		void ask('a', 10);
		const main = attention.main(
			() => new Promise<void>((resolve) => clock.after(30_000, resolve)),
			signal
		);
		await clock.advance(30_000);
		await main;
		answered(false);
		await clock.advance(60_000);
		expect(begun).toEqual([]);
		for (let tick = 0; tick < 4; tick++) {
			answered();
			await clock.advance(5_000);
		}
		expect(begun).toEqual([]);
		for (let tick = 0; tick < 20; tick++) {
			answered();
			await clock.advance(5_000);
		}
		expect(begun).toEqual(['a']);
	});

	test('whose answer is no longer wanted are never sent', async () => {
		const { clock, begun, ask, answered } = stage();
		let watched = true;
		const asked = ask('a', 10, () => watched);
		watched = false;
		answered();
		await clock.advance(0);
		await asked;
		expect(begun).toEqual([]);
	});
});
