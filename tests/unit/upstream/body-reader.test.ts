import { Readable } from 'node:stream';
import { Response } from 'node-fetch';
import { expect, test } from 'vitest';
import { BodyReader } from '../../../server/upstream/body-reader.ts';

const MAX = 10_000_000;
const bodyOf = (text: string) => new Response(text);
const text = (bytes: Buffer) => bytes.toString();

test('an answer is read whole, however much longer or shorter than the one before', async () => {
	const reader = new BodyReader();
	for (const length of [10, 3_000_000, 0, 5_000_000, 7]) {
		const sent = 'ab'.repeat(length / 2);
		expect(await reader.read(bodyOf(sent), MAX, text)).toBe(sent);
	}
});

test('the next answer uses the same memory again', async () => {
	const reader = new BodyReader();
	const memory = (bytes: Buffer) => bytes.buffer;
	const first = await reader.read(bodyOf('x'.repeat(2_000_000)), MAX, memory);
	expect(await reader.read(bodyOf('y'), MAX, memory)).toBe(first);
});

test('two answers at a time do not mix', async () => {
	const reader = new BodyReader();
	const sent = ['a'.repeat(200_000), 'b'.repeat(300_000)];
	const read = sent.map((each) => reader.read(bodyOf(each), MAX, text));
	expect(await Promise.all(read)).toEqual(sent);
});

test('what is larger than the limit ends the reading, and the next answer is read all the same', async () => {
	const reader = new BodyReader();
	await expect(reader.read(bodyOf('x'.repeat(101)), 100, text)).rejects.toMatchObject({
		type: 'max-size'
	});
	expect(await reader.read(bodyOf('x'.repeat(100)), 100, text)).toHaveLength(100);
});

test('an answer that breaks off is a failure, and the next one is read all the same', async () => {
	const reader = new BodyReader();
	async function* broken() {
		yield Buffer.from('half');
		throw new Error('cut');
	}
	await expect(reader.read(new Response(Readable.from(broken())), MAX, text)).rejects.toThrow();
	expect(await reader.read(bodyOf('whole'), MAX, text)).toBe('whole');
});
