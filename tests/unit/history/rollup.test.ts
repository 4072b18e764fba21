import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import { DEFAULT_THRESHOLDS, LEVELS, levelOf } from '#core/levels/levels.ts';
import { joined, rollUp, withHeld, type Rollup } from '../../../server/history/rollups/rollup.ts';
import { packServers, unpackServers } from '../../../server/history/rollups/pack.ts';

/** The states of a tick in which these servers have this risk and this CPU. */
function statesOf(
	values: Readonly<Record<string, readonly [number, (number | undefined)?]>>
): KeptStates {
	const rows = Object.entries(values);
	const counts = {
		total: 0,
		critical: 0,
		warning: 0,
		degraded: 0,
		healthy: 0,
		attention: 0,
		silent: 0
	};
	for (const [, [score]] of rows) counts[levelOf(score, DEFAULT_THRESHOLDS)]++;
	return {
		summary: { counts, risk30mPercent: 40, highest: {}, attention: {} },
		risk: Object.fromEntries(
			rows.map(([name, [score]]) => [name, { score, level: levelOf(score), profile: 'Web' }])
		),
		metrics: Object.fromEntries(
			rows.map(([name, [, cpu]]) => [name, cpu === undefined ? {} : { cpu: [cpu, cpu] }])
		),
		alerts: {}
	};
}

const all = (ticks: readonly KeptStates[]) =>
	ticks.map(rollUp).reduce<Rollup | undefined>(joined, undefined);

describe('a roll-up', () => {
	test('holds mean, least, most and last of risk and metrics, per server', () => {
		const minute = all([
			statesOf({ a: [10, 50], b: [90] }),
			statesOf({ a: [20, 40], b: [80] }),
			statesOf({ a: [60, 30] })
		]);
		expect(minute?.servers.get('a')).toMatchObject({
			profile: 'Web',
			risk: { count: 3, mean: 30, min: 10, max: 60, last: 60 },
			metrics: { cpu: { count: 3, mean: 40, min: 30, max: 50, last: 30 } }
		});
		expect(minute?.servers.get('b')).toMatchObject({ risk: { count: 2, mean: 85 }, metrics: {} });
	});

	test('of the fleet holds mean counts and percents, and the highest risk of all', () => {
		const minute = all([statesOf({ a: [10], b: [90] }), statesOf({ a: [20], b: [40] })]);
		expect(minute?.fleet).toMatchObject({
			counts: { critical: { count: 2, mean: 0.5 }, healthy: { mean: 1.5 } },
			risk30m: { count: 2, mean: 40 },
			meanRisk: { count: 2, mean: 40 },
			highestRisk: 90
		});
		expect(minute?.fleet).not.toHaveProperty('risk8h');
	});

	test('of a fleet without servers claims no risk', () => {
		expect(rollUp(statesOf({})).fleet).not.toHaveProperty('meanRisk');
	});

	test('counts the time at each level for the servers that it holds', () => {
		const tick = rollUp(statesOf({ a: [90] }));
		const held = withHeld(
			tick,
			new Map([
				['a', 'critical'],
				['gone', 'warning']
			]),
			5_000
		);
		expect(held.servers.get('a')?.levelMs).toEqual({
			critical: 5_000,
			warning: 0,
			degraded: 0,
			healthy: 0
		});
		expect(held.servers.size).toBe(1);
	});
});

const tenths = (most: number) => fc.integer({ min: 0, max: most * 10 }).map((value) => value / 10);
const anyStates = fc
	.dictionary(
		fc.constantFrom('a', 'b', 'c', 'd'),
		fc.tuple(tenths(100), fc.option(tenths(100), { nil: undefined })),
		{ noNullPrototype: true }
	)
	.map(statesOf);

test('the roll-up of roll-ups is the roll-up of all their ticks, however they are parted', () => {
	fc.assert(
		fc.property(fc.array(anyStates, { minLength: 1, maxLength: 20 }), fc.nat(), (ticks, cut) => {
			const parts = [ticks.slice(0, cut % ticks.length), ticks.slice(cut % ticks.length)];
			const both = parts.flatMap((part) => all(part) ?? []).reduce(joined);
			expectSame(both, all(ticks) as Rollup, 1e-9);
		})
	);
});

test('packed and unpacked, the servers are as they were, means to 0.01', () => {
	fc.assert(
		fc.property(fc.array(anyStates, { minLength: 1, maxLength: 20 }), (ticks) => {
			const rollup = all(ticks) as Rollup;
			const { fleet, servers } = rollup;
			const names = [...servers].map(([name, { profile }]) => [name, profile] as const);
			const packed = packServers([...servers.values()]);
			const unpacked = unpackServers(names, packed.risks, packed.metrics);
			expectSame({ fleet, servers: new Map(unpacked) }, rollup, 0.005 + 1e-9);
		})
	);
});

/** All but the means, and the means by themselves: of sums in another order they differ a little. */
function parts({ fleet, servers }: Rollup): { exact: unknown; means: number[] } {
	const means: number[] = [];
	const sorted = [...servers].sort(([one], [other]) => (one < other ? -1 : 1));
	const text = JSON.stringify([fleet, sorted], (key, value) => {
		if (key !== 'mean') return value as unknown;
		means.push(value as number);
		return undefined;
	});
	return { exact: JSON.parse(text), means };
}

function expectSame(one: Rollup, other: Rollup, within: number): void {
	const [a, b] = [parts(one), parts(other)];
	expect(a.exact).toEqual(b.exact);
	a.means.forEach((mean, index) => {
		expect(Math.abs(mean - (b.means[index] ?? Number.NaN))).toBeLessThanOrEqual(within);
	});
}

test('every level has its column', () => {
	const held = LEVELS.reduce(
		(rollup, level, index) => withHeld(rollup, new Map([['a', level]]), index + 1),
		rollUp(statesOf({ a: [1] }))
	);
	const packed = packServers([...held.servers.values()]);
	const [[, server] = []] = unpackServers([['a', 'Web']], packed.risks, packed.metrics);
	expect(server?.levelMs).toEqual({ critical: 1, warning: 2, degraded: 3, healthy: 4 });
});
