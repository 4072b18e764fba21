import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RANGES } from '#core/history/range.ts';
import { LEVELS } from '#core/levels/levels.ts';
import { DerivedHistory, levelTick } from '../../support/derived-history.ts';

const BEGAN = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;
const names = ['a', 'b', '=1+1', '__proto__'];
const anyTicks = fc
	.array(
		fc.tuple(
			fc.oneof(
				{ weight: 6, arbitrary: fc.integer({ min: 1_000, max: 30_000 }) },
				{ weight: 1, arbitrary: fc.integer({ min: 60_000, max: 5 * HOUR_MS }) }
			),
			fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...LEVELS), {
				noNullPrototype: true
			}),
			fc.boolean()
		),
		{ maxLength: 30 }
	)
	.map((steps) => {
		let at = BEGAN;
		return steps.map(([ms, levels, restart]) => ({ tick: levelTick((at += ms), levels), restart }));
	});

test('Fleetcast may be restarted between any two ticks: only the time between these counts for no level', () => {
	fc.assert(
		fc.property(anyTicks, (steps) => {
			const whole = new DerivedHistory();
			const parted = new DerivedHistory();
			for (const { tick, restart } of steps) {
				whole.keep(tick);
				if (restart) parted.restart();
				parted.keep(tick);
			}
			for (const { id: range } of RANGES) {
				expect(parted.ask('summary', { range })).toEqual(whole.ask('summary', { range }));
				expect(parted.ask('events', { range, limit: 100 })).toEqual(
					whole.ask('events', { range, limit: 100 })
				);
				expect(parted.ask('environment', { range })).toEqual(whole.ask('environment', { range }));
				const [one, other] = [parted.ask('servers', { range }), whole.ask('servers', { range })];
				expect(one.servers.map(({ meanRisk, alerts }) => [meanRisk, alerts])).toEqual(
					other.servers.map(({ meanRisk, alerts }) => [meanRisk, alerts])
				);
				for (const [index, { criticalMs }] of one.servers.entries())
					expect(criticalMs).toBeLessThanOrEqual(other.servers[index]?.criticalMs ?? 0);
			}
		}),
		{ numRuns: 40 }
	);
});
