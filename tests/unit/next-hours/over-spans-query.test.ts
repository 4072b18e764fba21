import { expect, test } from 'vitest';
import { overSpansQuery, readOverSpansQuestion } from '#view-models/next-hours/over-spans-query.ts';

const AT = Date.UTC(2026, 0, 1, 4);
const read = (text: string) => readOverSpansQuestion(new URLSearchParams(text));

test('what was asked is read from the address', () => {
	const question = { at: AT, stepMs: 300_000, back: 12 };
	expect(read(overSpansQuery(AT, 300_000, false))).toEqual({
		ok: true,
		value: { ...question, ahead: 0 }
	});
	expect(read(overSpansQuery(AT, 300_000, true))).toEqual({
		ok: true,
		value: { ...question, ahead: 96 }
	});
});

test('no question asks for more than the axis shows', () => {
	const at = 'at=2026-01-01T04:00:00Z';
	for (const text of [
		'step=300000',
		`${at}`,
		`${at}&step=1`,
		`${at}&step=300000&ahead=97`,
		`${at}&step=300000&ahead=-1`,
		`${at}&step=300000&ahead=0.5`,
		`at=yesterday&step=300000`
	])
		expect(read(text), text).toMatchObject({ ok: false, problem: { kind: 'message-malformed' } });
});
