import { expect, test } from 'vitest';
import {
	AGAIN_MS,
	DEADLINE_MS,
	REST_MS,
	reloadSafely,
	SPREAD_MS,
	type WallReloadDeps
} from '#state/wall-reload.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** One screen: what it remembers outlives its reloads. */
class Screen {
	readonly clock = new FakeClock();
	readonly reloadedAt: number[] = [];
	isThere: WallReloadDeps['isThere'] = () => Promise.resolve(true);
	asked = 0;
	random = 0;
	#kept = new Map<string, string>();

	reload(withinMs = SPREAD_MS): () => void {
		const storage: Pick<Storage, 'getItem' | 'setItem'> = {
			getItem: (key) => this.#kept.get(key) ?? null,
			setItem: (key, value) => void this.#kept.set(key, value)
		};
		return reloadSafely(withinMs, {
			clock: this.clock,
			random: () => this.random,
			date: () => this.clock.now(),
			storage: () => storage as Storage,
			isThere: (signal) => {
				this.asked++;
				return this.isThere(signal);
			},
			reload: () => this.reloadedAt.push(this.clock.now())
		});
	}
}

test('walls reload apart, each within the spread', async () => {
	const reloads = await Promise.all(
		[0, 0.5, 0.99].map(async (random) => {
			const screen = new Screen();
			screen.random = random;
			const begunAt = screen.clock.now();
			screen.reload();
			await screen.clock.advance(SPREAD_MS);
			return screen.reloadedAt.map((at) => at - begunAt);
		})
	);
	expect(reloads).toEqual([[0], [0.5 * SPREAD_MS], [0.99 * SPREAD_MS]]);
});

test('while the server is down the page stays, and reloads once the server answers', async () => {
	const screen = new Screen();
	screen.isThere = () => Promise.reject(new Error('connection refused'));
	screen.reload();
	await screen.clock.advance(600_000);
	screen.isThere = () => Promise.resolve(false);
	await screen.clock.advance(600_000);
	expect(screen.reloadedAt).toEqual([]);
	expect(screen.asked).toBeGreaterThan(20);
	screen.isThere = () => Promise.resolve(true);
	await screen.clock.advance(1.5 * AGAIN_MS);
	expect(screen.reloadedAt).toHaveLength(1);
});

test('an answer that never comes is given up, and asked for again', async () => {
	const screen = new Screen();
	const aborted: boolean[] = [];
	screen.isThere = (signal) =>
		new Promise(() => signal.addEventListener('abort', () => aborted.push(true)));
	screen.reload();
	await screen.clock.advance(DEADLINE_MS);
	expect(aborted).toEqual([true]);
	screen.isThere = () => Promise.resolve(true);
	await screen.clock.advance(1.5 * AGAIN_MS);
	expect(screen.reloadedAt).toHaveLength(1);
});

test('a page that is still not the newest reloads again after a rest, not at once', async () => {
	const screen = new Screen();
	for (let round = 0; round < 3; round++) {
		screen.reload();
		await screen.clock.advance(REST_MS);
	}
	const [first = 0, second = 0, third = 0] = screen.reloadedAt;
	expect([second - first, third - second]).toEqual([REST_MS, REST_MS]);
});

test('a version that comes and goes does not make a storm', async () => {
	const screen = new Screen();
	const begunAt = screen.clock.now();
	while (screen.clock.now() < begunAt + 6 * REST_MS) {
		const giveUp = screen.reload();
		await screen.clock.advance(20_000);
		giveUp();
		await screen.clock.advance(5_000);
	}
	expect(screen.reloadedAt.length).toBeGreaterThan(0);
	expect(screen.reloadedAt.length).toBeLessThanOrEqual(7);
});

test('given up while it asks, it does not reload, and nothing waits any more', async () => {
	const screen = new Screen();
	let answer: (found: boolean) => void = () => undefined;
	screen.isThere = () => new Promise((resolve) => (answer = resolve));
	const giveUp = screen.reload();
	await screen.clock.advance(0);
	giveUp();
	answer(true);
	await screen.clock.advance(REST_MS);
	expect(screen.reloadedAt).toEqual([]);
	expect(screen.clock.pending).toBe(0);
});

test('a screen that may not remember still reloads', async () => {
	const screen = new Screen();
	const reloads: number[] = [];
	reloadSafely(0, {
		clock: screen.clock,
		random: () => 0,
		date: () => 0,
		storage: () => {
			throw new Error('storage is forbidden');
		},
		isThere: () => Promise.resolve(true),
		reload: () => reloads.push(1)
	});
	await screen.clock.advance(0);
	expect(reloads).toEqual([1]);
});
