import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { HttpQuery } from '#state/http-query.svelte.ts';
import { DemoControl } from '#state/demo-control.svelte.ts';

interface Call {
	readonly query: string;
	readonly signal: AbortSignal;
	answer(body: unknown): void;
	fail(): void;
}

/** A server that answers when the test says so. */
function served() {
	const calls: Call[] = [];
	const asked = new HttpQuery((query, signal) => {
		const { promise, resolve, reject } = Promise.withResolvers<Response>();
		calls.push({
			query,
			signal,
			answer: (body) => resolve(Response.json(body)),
			fail: () => reject(new TypeError('network'))
		});
		return promise;
	}, z.number());
	return { asked, calls };
}

const good = (value: unknown) => ({ ok: true, value });

test('an answer that comes after another question was asked is dropped, and its asking given up', async () => {
	const { asked, calls } = served();
	const first = asked.ask('range=1h');
	const second = asked.ask('range=1d');
	expect(calls[0]?.signal.aborted).toBe(true);
	calls[1]?.answer(good(2));
	await second;
	calls[0]?.answer(good(1));
	await first;
	expect([asked.value, asked.asking]).toEqual([2, false]);
});

test('the last answer stays while the next is running, and if that fails, with the reason in words', async () => {
	const { asked, calls } = served();
	const first = asked.ask('a');
	calls[0]?.answer(good(1));
	await first;
	const second = asked.ask('b');
	expect([asked.value, asked.asking]).toEqual([1, true]);
	calls[1]?.fail();
	await second;
	expect(asked.value).toBe(1);
	expect(asked.problem?.detail).toBe('Fleetcast does not answer.');
	const third = asked.ask('c');
	calls[2]?.answer(good(3));
	await third;
	expect([asked.value, asked.problem]).toEqual([3, undefined]);
});

test('of another subject nothing old is shown', async () => {
	const { asked, calls } = served();
	const first = asked.ask('server=a', 'a');
	calls[0]?.answer(good(1));
	await first;
	void asked.ask('server=b', 'b');
	expect(asked.value).toBeUndefined();
});

test.each([good('text'), { ok: true }, 'nothing'])('%j is not believed', async (body) => {
	const { asked, calls } = served();
	const asking = asked.ask('a');
	calls[0]?.answer(body);
	await asking;
	expect(asked.value).toBeUndefined();
	expect(asked.problem?.kind).toBe('message-malformed');
});

test('a scenario that cannot be read or set says why, and what is known stays', async () => {
	const bodies = [
		{ ok: true, value: { scenario: 'critical' } },
		{ ok: false, problem: { kind: 'role-refused', detail: 'Only an operator may.' } },
		{ ok: true, value: { scenario: 'party' } }
	];
	const demo = new DemoControl(() => Promise.resolve(Response.json(bodies.shift())));
	await demo.read();
	expect([demo.scenario, demo.fault]).toEqual(['critical', undefined]);
	await demo.choose('healthy');
	expect([demo.scenario, demo.fault]).toEqual(['critical', 'Only an operator may.']);
	await demo.read();
	expect([demo.scenario, demo.fault]).toEqual(['critical', 'The answer is malformed.']);
});
