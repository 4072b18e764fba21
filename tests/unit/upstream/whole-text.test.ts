import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serverPath } from '#view-models/frame/views.ts';
import { csvHead, csvRow } from '#view-models/history/csv.ts';
import { serverTopic } from '#core/protocol/topic.ts';
import { cleanTexts } from '../../../server/hide-in-json.ts';
import { readFleet } from '../../../server/upstream/read-fleet.ts';
import { mayHoldHalf, spellHalves, spellHalvesIn } from '../../../server/upstream/whole-text.ts';
import { scaledAnswers } from '../../support/scaled-answer.ts';

const anyText = fc
	.array(fc.constantFrom('a', '\\', 'u', 'd800', '"', '\ud83d', '\ude00', '\udc00', '日', ' (2)'))
	.map((parts) => parts.join(''));

/** As a daemon that escapes all but ASCII writes it. */
const escaped = (value: unknown) =>
	JSON.stringify(value).replace(
		/[\u0080-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
	);

test('half a surrogate pair is found in any text of JSON, escaped or not', () => {
	fc.assert(
		fc.property(fc.array(anyText), (texts) => {
			const whole = texts.every((text) => text.isWellFormed());
			for (const json of [escaped(texts), JSON.stringify(texts)])
				expect(whole || mayHoldHalf(json)).toBe(true);
		})
	);
});

test('names and values become whole, none of them is lost, and whole ones stay as they are', () => {
	fc.assert(
		fc.property(fc.dictionary(anyText, anyText), (names) => {
			const spelt = spellHalvesIn(JSON.parse(JSON.stringify(names))) as Record<string, string>;
			const all = Object.entries(names);
			expect(
				Object.entries(spelt)
					.flat()
					.every((text) => text.isWellFormed())
			).toBe(true);
			expect(Object.values(spelt).sort()).toEqual(
				all.map(([, value]) => spellHalves(value)).sort()
			);
			for (const [name] of all) if (name.isWellFormed()) expect(spelt).toHaveProperty([name]);
		})
	);
});

test('names that would become the same stay apart, however many they are', () => {
	expect(spellHalvesIn({ 'a\\ud800': 0, 'a\ud800': 1 })).toEqual({
		'a\\ud800': 0,
		'a\\ud800 (2)': 1
	});
	const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`n${index}`, 0]));
	const same = cleanTexts(
		many,
		() => 'same',
		(value) => value
	) as object;
	expect(Object.keys(same)).toHaveLength(100_000);
});

test('a server with half a pair in its name has a topic, an address and a line in a file as any other', () => {
	const answer = JSON.parse(scaledAnswers(1)(1)) as { predictions: Record<string, unknown> };
	const [entry] = Object.values(answer.predictions);
	const sent = { ...answer, predictions: { 'db\ud800': entry, 'db\ud801': entry } };
	const fleet = readFleet(spellHalvesIn(sent));
	const names = fleet.ok ? fleet.value.rows.map(({ name }) => name) : [];
	expect(names).toEqual(['db\\ud800', 'db\\ud801']);
	for (const name of names) {
		expect(serverTopic(name)).toBe(`server/${name}`);
		expect(new URL(`http://localhost${serverPath(name)}`).searchParams.get('name')).toBe(name);
		const columns = [{ title: 'server', cell: () => name }];
		expect(csvHead(columns) + csvRow(columns, {})).toContain(name);
	}
});
