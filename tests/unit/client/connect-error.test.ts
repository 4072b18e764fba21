import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemOf } from '#client/connect-error.ts';
import { cureOf } from '#core/protocol/problem.ts';

const problem = { kind: 'origin-refused', detail: 'This page may not connect from its origin.' };

function over(body: string): Error {
	return Object.assign(new Error('xhr poll error'), { context: { responseText: body } });
}

test('a refusal after the handshake is read from the error, one before it from the answer’s body', () => {
	expect(problemOf(Object.assign(new Error('no'), { data: problem }))).toEqual(problem);
	expect(problemOf(over(JSON.stringify({ code: 4, message: JSON.stringify(problem) })))).toEqual(
		problem
	);
});

test('whatever else a connection fails with is a plain network fault', () => {
	const message = (text: string) => over(JSON.stringify({ code: 4, message: text }));
	for (const error of [
		undefined,
		null,
		'websocket error',
		new Error('websocket error'),
		over(''),
		over('<html>502</html>'),
		over('null'),
		message('Forbidden'),
		message('{"kind":4,"detail":"?"}'),
		Object.assign(new Error('no'), { data: { kind: 'origin-refused' } })
	])
		expect(problemOf(error)).toBeUndefined();
});

test('a refusal of a kind that a later version has added is waited for', () => {
	const later = { kind: 'moon-too-full', detail: 'Come back tomorrow.', waitMs: 5 };
	const problem = problemOf(Object.assign(new Error('no'), { data: later }));
	expect(problem).toEqual({ ...later, kind: 'unknown' });
	expect(problem && cureOf(problem)).toBe('wait');
});

test('nothing that a server can answer with makes reading it throw', () => {
	fc.assert(
		fc.property(fc.anything(), fc.string(), (input, text) => {
			expect(problemOf({ data: input, context: input })).toBeUndefined();
			expect(problemOf(over(text))).toBeUndefined();
		})
	);
});
