import { describe, expect, test } from 'vitest';
import { countRejected, type Fleet } from '#core/fleet.ts';
import type { AnswerBounds } from '../../../server/upstream/answer-bounds.ts';
import { bounded } from '../../../server/upstream/bounded.ts';
import { isTooHeavy } from '../../../server/upstream/json-weight.ts';
import { readFleet } from '../../../server/upstream/read-fleet.ts';
import { RejectedParts } from '../../../server/upstream/rejected-parts.ts';
import { readStatus } from '../../../server/upstream/status.ts';
import { recordedJson } from '../../support/recordings.ts';

const BOUNDS: AnswerBounds = { servers: 30, nameLength: 20, textLength: 50 };
const curve = Array.from({ length: 96 }, () => 1);
const metric = { p10: curve, p50: curve, p90: curve, current: 1, trend: 0 };
const alert = (server: string, name: string, minutes: number, severity = 'warning') => ({
	server,
	metric: name,
	severity,
	predicted_value: 99,
	threshold: 95,
	minutes_ahead: minutes
});
const servers = (count: number, entry: object = {}) =>
	Object.fromEntries(
		Array.from({ length: count }, (_, of) => [`s${of}`, { risk_score: 1, ...entry }])
	);

function fleet(body: object): Fleet {
	const result = readFleet(body, 5, BOUNDS);
	if (!result.ok) throw new Error(result.problem.detail);
	return result.value;
}

describe('an answer with more than is taken', () => {
	test('of servers shows as many as are allowed, the same ones whatever their order, and counts the rest', () => {
		const sent = servers(1_000);
		const { rows, rejected } = fleet({ predictions: sent });
		expect(rows).toHaveLength(BOUNDS.servers);
		expect(countRejected(rejected)).toBe(1_000 - BOUNDS.servers);
		expect(rejected).toHaveLength(1);
		const reversed = Object.fromEntries(Object.entries(sent).reverse());
		expect(fleet({ predictions: reversed }).rows).toEqual(rows);
	});

	test('of a name loses what bears it, and nothing else', () => {
		const long = 'x'.repeat(BOUNDS.nameLength + 1);
		const predictions = {
			...servers(2),
			[long]: { risk_score: 1 },
			profiled: {
				risk_score: 2,
				profile: long,
				alert: { level: long },
				[long]: metric,
				cpu: metric
			}
		};
		const alerts = [alert(long, 'cpu', 5), alert('s1', long, 5), alert('s1', 'cpu', 5)];
		const read = fleet({ predictions, alerts, environment: { fleet_health: long } });
		expect(read.rows.map(({ name }) => name)).toEqual(['s0', 's1', 'profiled']);
		expect(read.rows[2]).toMatchObject({ profile: 'Generic' });
		expect(read.forecasts.metrics).toEqual(['cpu']);
		expect(read.alerts).toHaveLength(1);
		expect(countRejected(read.rejected)).toBe(6);
		const { rejected, ...shown } = read;
		expect(JSON.stringify(shown)).not.toContain(long);
		expect(rejected.map(({ path }) => path)).toContain(long);
	});

	test('of names in all ends before they are too many', () => {
		const predictions = Object.fromEntries(
			Array.from({ length: 30 }, (_, of) => [
				`s${of}`,
				{ risk_score: 1, profile: 'p'.repeat(20), alert: { level: 'l'.repeat(20) } }
			])
		);
		const lean = { ...BOUNDS, servers: 10 };
		const read = readFleet({ predictions }, 5, { ...lean, nameLength: 20 });
		expect(read.ok && read.value.rows).toHaveLength(10);
		const wide = Object.fromEntries(
			Object.keys(predictions).map((name) => [
				name.padEnd(100, 'x'),
				{ risk_score: 1, profile: 'p'.repeat(100) }
			])
		);
		const few = readFleet({ predictions: wide }, 5, { ...lean, nameLength: 100 });
		expect(few.ok && few.value.rows).toHaveLength(5);
	});

	test('of alerts shows the critical and the nearest', () => {
		const alerts = Array.from({ length: 100 }, (_, of) =>
			alert('s1', `m${of}`, of % 60, of === 99 ? 'critical' : 'warning')
		);
		const read = fleet({ predictions: servers(2), alerts });
		expect(read.alerts).toHaveLength(BOUNDS.servers);
		expect(read.alerts[0]).toMatchObject({ metric: 'm99', severity: 'critical' });
		expect(Math.max(...read.alerts.slice(1).map(({ minutes }) => minutes))).toBeLessThan(30);
		expect(countRejected(read.rejected)).toBe(70);
	});

	test('of malformed parts names some of them and counts all, in short sentences', () => {
		const broken = Object.fromEntries(
			Array.from({ length: 29 }, (_, of) => [`broken${of}`, { risk_score: of === 0 ? 1 : 'x' }])
		);
		const alerts = Array.from({ length: 1_000 }, () => ({ server: 7 }));
		const { rejected } = fleet({ predictions: broken, alerts });
		expect(countRejected(rejected)).toBe(28 + 1_000);
		expect(rejected.length).toBeLessThanOrEqual(101);
		for (const { path, reason } of rejected)
			expect(Math.max(path.length, reason.length)).toBeLessThanOrEqual(301);
	});

	test('of metrics keeps the table of forecasts small', () => {
		const many = Object.fromEntries(Array.from({ length: 64 }, (_, of) => [`m${of}`, metric]));
		const { forecasts, rows } = fleet({ predictions: servers(30, many) });
		expect(rows).toHaveLength(30);
		expect(forecasts.metrics).toHaveLength(20);
	});
});

test('a recorded answer is far within the bounds', () => {
	const sent = recordedJson('critical-escalated/predictions-current.json');
	const read = readFleet(sent);
	expect(read.ok && read.value.rejected).toEqual([]);
});

test('long texts are cut and long lists end early, and both are noted', () => {
	const rejected = new RejectedParts();
	const state = {
		offered: true,
		reason: '💥'.repeat(1_000),
		list: [{ names: Array(500).fill('n') }]
	};
	const within = bounded('cascade', state, BOUNDS, rejected);
	expect(within).toEqual({
		offered: true,
		reason: `${'💥'.repeat(25)}…`,
		list: [{ names: Array(30).fill('n') }]
	});
	expect(rejected.list()).toEqual([
		{ path: 'cascade.reason', reason: 'a text of more than 50 characters, cut' },
		{ path: 'cascade.list.names', reason: 'more than is taken of a list', parts: 470 }
	]);
});

test('lists within lists are bounded in all', () => {
	const rejected = new RejectedParts();
	const names = Array<string>(30).fill('name');
	const state = { events: Array<object>(30).fill({ lists: Array<object>(30).fill({ names }) }) };
	const within = bounded('cascade', state, BOUNDS, rejected);
	expect(JSON.stringify(within).length).toBeLessThan(10_000);
});

test('a status of digits without end is read like any other', () => {
	const message = '1'.repeat(2_000_000);
	const body = { tick_count: 5, warmup: { is_warmed_up: false, message } };
	expect(readStatus(body)).toMatchObject({ ok: true, value: { tickCount: 5 } });
	expect(readStatus({ ...body, tick_count: 1e308 }).ok).toBe(false);
});

test.each(['[', '{"a":', '1,', '"",', '{},'])(
	'a large body of nothing but %s is too heavy',
	(part) => {
		expect(isTooHeavy(Buffer.alloc(10_000_000, part), 10_000_000)).toBe(true);
	}
);

test('a body of text or of numbers is as heavy as it is long', () => {
	expect(isTooHeavy(Buffer.alloc(10_000_000, 'words and spaces '), 10_000_000)).toBe(false);
	expect(isTooHeavy(Buffer.alloc(10_000_000, '12.3456789,'), 10_000_000)).toBe(false);
});
