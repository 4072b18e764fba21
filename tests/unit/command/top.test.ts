import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelOf } from '#core/levels/levels.ts';
import type { ConnectionState } from '#view-models/frame/connection-state.ts';
import type { MetricsState } from '#core/topics/states.ts';
import { cells } from '../../../bin/terminal/cells.ts';
import { createStyle } from '../../../bin/terminal/style.ts';
import { keysOf } from '../../../bin/terminal/keys.ts';
import { pageOf, topFrame, type TopFacts } from '../../../bin/text/top-frame.ts';
import { FIRST_VIEW, topRows, viewAfter, type View } from '../../../bin/text/top-view.ts';

const LIVE: ConnectionState = { kind: 'live', headline: 'Live: 3 servers' };
const STALE: ConnectionState = {
	kind: 'down',
	headline: 'Daemon down',
	reason: 'It does not answer.'
};
const plain = createStyle(false);

const entry = (score: number) => ({ score, level: levelOf(score), profile: 'Web API' });
const risk = { web1: entry(20), db1: entry(91), web2: entry(20) };
const metrics: MetricsState = { web1: { cpu: [50, 60] }, db1: { cpu: [10, 11], memory: [80, 90] } };

function factsOf(change: Partial<TopFacts> = {}): TopFacts {
	return {
		where: 'http://127.0.0.1:8050',
		connection: LIVE,
		summary: undefined,
		rows: topRows(risk, metrics, 'risk'),
		at: Date.UTC(2026, 0, 1),
		ageMs: 2_000,
		demo: true,
		...change
	};
}

test.each([
	['risk', ['db1', 'web1', 'web2']],
	['name', ['db1', 'web1', 'web2']],
	['cpu', ['web1', 'db1', 'web2']],
	['memory', ['db1', 'web1', 'web2']]
] as const)('sorted by %s, what is unknown comes last and equals by name', (sort, names) => {
	const rows = topRows(risk, metrics, sort);
	expect(rows.map(({ name }) => name)).toEqual(names);
});

const all = { rows: 100, page: 10 };
test.each<[string, View, View | undefined]>([
	['q', FIRST_VIEW, undefined],
	['n', { sort: 'risk', first: 5 }, { sort: 'name', first: 0 }],
	['\u001b[B', FIRST_VIEW, { sort: 'risk', first: 1 }],
	['\u001b[A', FIRST_VIEW, FIRST_VIEW],
	['\u001b[6~', FIRST_VIEW, { sort: 'risk', first: 10 }],
	['G', FIRST_VIEW, { sort: 'risk', first: 90 }],
	['g', { sort: 'cpu', first: 90 }, { sort: 'cpu', first: 0 }],
	['x', FIRST_VIEW, FIRST_VIEW],
	['toString', FIRST_VIEW, FIRST_VIEW]
])('the key %j leads from %j to %j', (key, view, after) => {
	expect(viewAfter(view, key, all)).toEqual(after);
});

test.each([
	['jj', ['j', 'j']],
	['\u001b[B\u001b[B', ['\u001b[B', '\u001b[B']],
	['\u001b[B\u0003', ['\u001b[B', '\u0003']],
	['\u001b[6~q', ['\u001b[6~', 'q']],
	['\u001b[1;5Aq', ['\u001b[1;5A', 'q']],
	['\u001bOAq', ['\u001bOA', 'q']],
	['\u001b\u0003', ['\u001b', '\u0003']],
	['\u001bq', ['\u001bq']],
	['數q', ['數', 'q']]
])('%j are the keys %j', (chunk, keys) => {
	expect(keysOf(chunk)).toEqual(keys);
});

test('[law] no key is lost, whatever comes together', () => {
	const keys = fc.constantFrom(
		'q',
		' ',
		'\u0003',
		'\u001b[A',
		'\u001b[5~',
		'\u001bOB',
		'\u001b',
		'['
	);
	fc.assert(
		fc.property(fc.array(keys), (pressed) => {
			expect(keysOf(pressed.join('')).join('')).toBe(pressed.join(''));
		})
	);
});

test('a whole screen: head, counts, columns, servers by risk, keys', () => {
	const summary = {
		counts: { total: 3, critical: 1, warning: 0, degraded: 0, healthy: 2, attention: 1, silent: 0 },
		highest: {},
		attention: {}
	};
	const lines = topFrame(factsOf({ summary }), FIRST_VIEW, { columns: 80, rows: 8 }, plain);
	expect(lines).toHaveLength(8);
	expect(lines[0]).toMatch(
		/^Live: 3 servers {2}· {2}last update .* {2}· {2}data 2 s old {2}· {2}demo data/
	);
	expect(lines[1]).toMatch(/^■ 1 critical {3}▲ 0 warning {3}◆ 0 degraded {3}● 2 healthy/);
	expect(lines.slice(2, 7).map((line) => line.trim().split(/ {2,}/).slice(0, 4))).toEqual([
		['server', 'level', 'risk', 'CPU%'],
		['db1', '■ critical', '91.0', '10.0 → 11.0'],
		['web1', '● healthy', '20.0', '50.0 → 60.0'],
		['web2', '● healthy', '20.0', '–'],
		['']
	]);
	expect(lines[7]).toContain('1–3 of 3  q quit');
});

test('stale data cannot be taken for live ones: the head says so, and why, and the rows are dimmed', () => {
	const style = createStyle(true);
	const size = { columns: 80, rows: 8 };
	const lines = topFrame(factsOf({ connection: STALE }), FIRST_VIEW, size, style);
	expect(lines[0]?.startsWith('\u001b[1m\u001b[31mDAEMON DOWN')).toBe(true);
	expect(lines[1]).toBe('It does not answer.');
	expect(lines[3]?.startsWith('\u001b[2mdb1')).toBe(true);
});

test('[law] whatever the names and the window, no line is wider than it, no more lines than rows, and no control in any', () => {
	const names = fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 30 });
	fc.assert(
		fc.property(
			names,
			fc.integer({ min: 1, max: 240 }),
			fc.integer({ min: 1, max: 40 }),
			fc.nat(60),
			fc.boolean(),
			(servers, columns, rows, first, live) => {
				const state = Object.fromEntries(servers.map((name, index) => [name, entry(index * 3)]));
				const facts = factsOf({
					rows: topRows(state, undefined, 'risk'),
					connection: live ? LIVE : STALE
				});
				const lines = topFrame(facts, { sort: 'risk', first }, { columns, rows }, plain);
				expect(lines.length).toBeLessThanOrEqual(rows);
				expect(pageOf({ columns, rows })).toBeGreaterThan(0);
				for (const line of lines) {
					expect(cells(line)).toBeLessThanOrEqual(columns);
					expect(line).not.toMatch(/\p{Cc}/u);
				}
			}
		),
		{ numRuns: 40 }
	);
});
