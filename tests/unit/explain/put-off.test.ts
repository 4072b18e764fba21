import { describe, expect, test } from 'vitest';
import type { Turn } from '../../../server/upstream/turn-queue.ts';
import { EVERY_MS, stage, TICK_MS } from '../../support/explain-stage.ts';

const WAITING = {
	explained: false,
	reason: expect.stringContaining('Waiting for the daemon') as string
};

/** Explanations whose turn comes when the test gives it. */
function heldBack(servers: readonly string[]) {
	const waiting: { isWanted: () => boolean; give: (turn: Turn | undefined) => void }[] = [];
	const staged = stage({
		servers,
		turn: (_kind, _signal, isWanted) =>
			new Promise((give) => {
				waiting.push({ isWanted, give });
			})
	});
	const give = () => waiting.shift()?.give({ over: () => undefined });
	return { ...staged, waiting, give };
}

describe('an explanation whose turn does not come', () => {
	test('says after 2.5 ticks what it waits for, and is there with the tick after its turn', async () => {
		const { look, pass, state, give, calls } = heldBack(['a']);
		look(1, 'a');
		await pass(2 * TICK_MS);
		expect(state('a')).toBeUndefined();
		await pass(TICK_MS);
		expect(state('a')).toEqual(WAITING);
		expect(calls).toEqual([]);
		give();
		await pass(TICK_MS);
		expect(state('a')).toMatchObject({ explained: true });
	});

	test('keeps what was explained before on screen, with its own moment', async () => {
		const { look, pass, state, give, calls } = heldBack(['a']);
		look(1, 'a');
		await pass(TICK_MS);
		give();
		await pass(3 * EVERY_MS);
		expect(calls).toHaveLength(1);
		expect(state('a')).toMatchObject({ explained: true, at: calls[0]?.at });
	});

	test('goes to whom somebody looks at when the turn comes, not to whom it was asked for', async () => {
		const { look, pass, give, waiting, calls } = heldBack(['a', 'b']);
		look(1, 'a');
		await pass(TICK_MS);
		expect(waiting).toHaveLength(1);
		look(1, 'b');
		give();
		await pass(TICK_MS);
		expect(calls.map(({ server }) => server)).toEqual(['b']);
	});

	test('is no longer wanted when it is not watched', async () => {
		const { look, leave, pass, waiting } = heldBack(['a']);
		look(1, 'a');
		await pass(TICK_MS);
		expect(waiting[0]?.isWanted()).toBe(true);
		leave(1);
		expect(waiting[0]?.isWanted()).toBe(false);
	});

	test('is not told apart while all is marked stale for another cause', async () => {
		const { look, currentState, clock, explanations, state } = heldBack(['a']);
		look(1, 'a');
		await clock.advance(4 * TICK_MS);
		currentState.beginTick(100, clock.now());
		currentState.daemon = { state: 'degraded', stale: true, since: 0 };
		explanations.publish();
		expect(state('a')).toBeUndefined();
	});
});
