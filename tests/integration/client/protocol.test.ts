import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROBLEMS } from '#core/protocol/problem.ts';
import { FLEET_TOPICS } from '#core/protocol/topic.ts';
import { schemaOf } from '#core/topics/schema-of.ts';
import { typesOn, withWire } from '../../../scripts/protocol-page.js';
import { fieldsOf, TYPES } from '../../../scripts/protocol-types.js';
import { PROBLEM_SENTENCES, SENTENCES } from '../../../scripts/protocol-words.js';
import { recordSession } from '../../support/recorded-session.ts';

const page = readFileSync('docs/protocol.md', 'utf8');

test('docs/protocol.md has the types of the schemas and a session as it really goes: `npm run protocol` writes them', async () => {
	expect(await withWire(page, await recordSession())).toBe(page);
});

test('a type that was changed by hand is rewritten', async () => {
	const spoiled = page.replace('topics: Topic[];', 'topics: Weather[];');
	expect(spoiled).not.toBe(page);
	expect(await withWire(spoiled, await recordSession())).toBe(page);
	await expect(withWire('<!-- types: Weather --><!-- / -->', '')).rejects.toThrow('Weather');
});

test('every type of the wire is on the page once, and the state of every topic among them', () => {
	const shown = typesOn(page);
	expect(shown.filter((name) => name !== 'State').sort()).toEqual(
		Object.keys(TYPES)
			.filter((name) => name !== 'State')
			.sort()
	);
	const schemas = new Set<unknown>(Object.values(TYPES));
	for (const topic of [...FLEET_TOPICS, 'server/x', 'explain/x'] as const) {
		expect(schemas.has(schemaOf(topic))).toBe(true);
		expect(page).toContain(`| \`${topic.replace('/x', '/<name>')}\``);
	}
});

test('every field of the messages is explained, and nothing is explained that is not there', () => {
	const messages = ['Join', 'Replay', 'Joined', 'Revision', 'DaemonHealth', 'Warmup', 'Problem'];
	const explained = Object.keys(SENTENCES).map((key) => key.split('=')[0]);
	expect(messages.flatMap(fieldsOf).filter((field) => !explained.includes(field))).toEqual([]);
	const fields = new Set(Object.keys(TYPES).flatMap(fieldsOf));
	expect(explained.filter((field) => !fields.has(field ?? ''))).toEqual([]);
});

test('every problem is explained', () => {
	expect(Object.keys(PROBLEM_SENTENCES).sort()).toEqual(Object.keys(PROBLEMS).sort());
});
