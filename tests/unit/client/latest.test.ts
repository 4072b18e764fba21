import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Latest } from '#client/latest.ts';

const END = { done: true, value: undefined };

test('who waits is given the next value', async () => {
	const latest = new Latest<number>(() => undefined);
	const reading = latest.next();
	latest.put(1);
	expect(await reading).toEqual({ done: false, value: 1 });
});

test('[law] a reader that comes late gets the newest value, once, however many there were', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.integer(), { minLength: 1 }), async (values) => {
			const latest = new Latest<number>(() => undefined);
			for (const value of values) latest.put(value);
			expect(await latest.next()).toEqual({ done: false, value: values.at(-1) });
			const reading = latest.next();
			latest.end();
			expect(await reading).toEqual(END);
		})
	);
});

test('readers that wait together are given different values, the longest waiting first', async () => {
	const latest = new Latest<string>(() => undefined);
	const readings = [latest.next(), latest.next()];
	latest.put('first');
	latest.put('second');
	expect((await Promise.all(readings)).map(({ value }) => value)).toEqual(['first', 'second']);
});

test('a value that was withdrawn before it was read is never given', async () => {
	const latest = new Latest<number>(() => undefined);
	latest.put(1);
	latest.withdraw();
	const reading = latest.next();
	latest.put(2);
	expect(await reading).toEqual({ done: false, value: 2 });
});

test('ended, it ends those who wait and those who come, and what was not read is gone', async () => {
	const onEnd = vi.fn();
	const waiting = new Latest<number>(onEnd);
	const readings = [waiting.next(), waiting.next()];
	waiting.end();
	waiting.end();
	expect(await Promise.all([...readings, waiting.next()])).toEqual([END, END, END]);
	expect(onEnd).toHaveBeenCalledOnce();

	const unread = new Latest<number>(() => undefined);
	unread.put(1);
	unread.end();
	unread.put(2);
	expect(await unread.next()).toEqual(END);
});

test('an error is thrown once: to the one who waits, or else to the next who comes', async () => {
	const error = new Error('refused');
	const waiting = new Latest<number>(() => undefined);
	const reading = waiting.next();
	waiting.end({ error });
	await expect(reading).rejects.toBe(error);
	expect(await waiting.next()).toEqual(END);

	const idle = new Latest<number>(() => undefined);
	idle.end({ error });
	await expect(idle.next()).rejects.toBe(error);
	expect(await idle.next()).toEqual(END);
});

test('a loop that is left ends it', async () => {
	const onEnd = vi.fn();
	const latest = new Latest<number>(onEnd);
	latest.put(1);
	const given: number[] = [];
	for await (const value of { [Symbol.asyncIterator]: () => latest }) {
		given.push(value);
		break;
	}
	expect(given).toEqual([1]);
	expect(onEnd).toHaveBeenCalledOnce();
});
