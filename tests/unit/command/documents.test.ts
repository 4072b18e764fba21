import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SCENARIOS } from '#core/scenario.ts';
import { EXIT } from '../../../bin/exit-code.ts';

const command = readFileSync('docs/command.md', 'utf8');
const client = readFileSync('docs/client.md', 'utf8');

test('docs/command.md names every exit code, scenario and command', () => {
	const codes = [...new Set(Object.values(EXIT))];
	expect(
		codes.filter((code) => !new RegExp(`(^\\| ${code} |\\b${code} by)`, 'm').test(command))
	).toEqual([]);
	expect(SCENARIOS.filter((scenario) => !command.includes(`\`${scenario}\``))).toEqual([]);
	const names = ['status', 'watch', 'wait-warm', 'top', 'demo'];
	expect(names.filter((name) => !command.includes(`\n## ${name}\n`))).toEqual([]);
});

test('docs/client.md names every event of the client', () => {
	const events = readFileSync('src/lib/client/events.ts', 'utf8');
	const names = [...events.matchAll(/^\t(\w+): \[/gm)].map(([, name = '']) => name);
	expect(names).toContain('freshness');
	expect(names.filter((name) => !client.includes(`| \`${name}\``))).toEqual([]);
});

test.each([
	['command.md', command],
	['client.md', client]
])('docs/%s leads only to files that exist', (_name, text) => {
	const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
	expect(links.length).toBeGreaterThan(0);
	for (const link of links)
		expect(() => readFileSync(new URL(`../../../docs/${link}`, import.meta.url))).not.toThrow(
			'ENOENT'
		);
});
