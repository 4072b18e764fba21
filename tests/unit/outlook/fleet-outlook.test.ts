import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countsAlong, FleetOutlook, MOST_PROFILES } from '#core/outlook/fleet-outlook.ts';
import { OUTLOOK_STEPS } from '#core/outlook/horizons.ts';
import type { ServerBands } from '#core/outlook/server-outlook.ts';
import { outlookFleetSchema } from '#core/topics/outlook.ts';
import { anyBands, bandOf, bandsOf } from '../../support/bands.ts';

const anyFleet = fc.array(fc.tuple(fc.constantFrom('Database', 'Web API', 'Generic'), anyBands), {
	maxLength: 8
});

function stateOf(servers: readonly (readonly [string, ServerBands])[]) {
	const fleet = new FleetOutlook();
	for (const [profile, bands] of servers) fleet.add(profile, bands);
	return fleet.state();
}

test('servers over a limit are counted along time, by p50 and by p90', () => {
	// p90 crosses 90 % memory at step 25, p50 at step 50; the other is over I/O wait now and never likely again.
	const { all } = stateOf([
		['Web API', bandsOf({ memory: bandOf(80, 99.2, 5) })],
		['Database', bandsOf({ iowait: { ...bandOf(10, 10, 1), now: 21 } })],
		['Database', bandsOf({ memory: bandOf(20, 20, 1) })]
	]);
	expect(all).toEqual({
		servers: 3,
		now: 1,
		likely: { '50': 1 },
		possible: { '25': 1 },
		likelyWithin: [1, 1, 1, 1, 1, 1, 1, 2, 2],
		possibleWithin: [1, 1, 1, 1, 1, 2, 2, 2, 2]
	});
	expect(countsAlong(all.likely).slice(47, 51)).toEqual([0, 0, 1, 1]);
});

test('[law] within a longer time never fewer are over, and by p90 never fewer than by p50', () => {
	fc.assert(
		fc.property(anyFleet, (servers) => {
			const { all } = stateOf(servers);
			for (const within of [all.likelyWithin, all.possibleWithin])
				expect(within).toEqual([...within].sort((a, b) => a - b));
			expect(all.likelyWithin[0]).toBe(all.now);
			const [likely, possible] = [countsAlong(all.likely), countsAlong(all.possible)];
			likely.forEach((count, index) => expect(count).toBeLessThanOrEqual(possible[index] ?? NaN));
			OUTLOOK_STEPS.slice(1).forEach((step, index) =>
				expect(all.likelyWithin[index + 1]).toBeGreaterThanOrEqual(likely[step - 1] ?? NaN)
			);
		})
	);
});

test('[law] the profiles add up to the fleet, and all of it is a state of the topic', () => {
	fc.assert(
		fc.property(anyFleet, (servers) => {
			const state = stateOf(servers);
			const { all, profiles } = state;
			const sumAt = (index: number) =>
				Object.values(profiles).reduce(
					(sum, { possible }) => sum + (countsAlong(possible)[index] ?? 0),
					0
				);
			expect(countsAlong(all.possible)).toEqual(
				Array.from({ length: 96 }, (_, index) => sumAt(index))
			);
			expect(outlookFleetSchema.safeParse(JSON.parse(JSON.stringify(state))).success).toBe(true);
		})
	);
});

test('of very many profiles the largest are told, and the fleet counts them all', () => {
	const bands = bandsOf({});
	const many = Array.from(
		{ length: 2 * MOST_PROFILES },
		(_, index) => [`p${index}`, bands] as const
	);
	const { all, profiles } = stateOf([...many, ['p30', bands]]);
	expect(Object.keys(profiles)).toHaveLength(MOST_PROFILES);
	expect(Object.keys(profiles)[0]).toBe('p30');
	expect(all.servers).toBe(2 * MOST_PROFILES + 1);
});
