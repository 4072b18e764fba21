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

test('each tick is in one hour once, wherever the clock was set back and Fleetcast was restarted', () => {
	const anySteps = fc.array(
		fc.tuple(
			fc.oneof(
				{ weight: 6, arbitrary: fc.integer({ min: 1_000, max: 40_000 }) },
				{ weight: 1, arbitrary: fc.integer({ min: -50 * 60_000, max: -1_000 }) }
			),
			fc.boolean()
		),
		{ maxLength: 40 }
	);
	fc.assert(
		fc.property(anySteps, (steps) => {
			const history = new DerivedHistory();
			let at = BEGAN + 30 * 60_000;
			for (const [ms, restart] of steps) {
				if (restart) history.restart();
				history.keep(levelTick((at += ms), { a: 'critical' }));
			}
			// So far in the future that every minute of then is over.
			for (const minute of [0, 1]) {
				if (minute === 0) history.restart();
				history.keep(levelTick(BEGAN + 30 * HOUR_MS + minute * 60_000, { a: 'healthy' }));
			}
			const counted = (table: string) =>
				history.database
					.prepare(
						`SELECT at / ${HOUR_MS} AS hour, sum(ticks) AS ticks, sum(mean_risk * mean_risk_ticks) AS risk
						 FROM ${table} WHERE at < ? GROUP BY hour ORDER BY hour`
					)
					.all(BEGAN + 30 * HOUR_MS);
			expect(counted('fleet_hours')).toEqual(counted('fleet_minutes'));
			const minutes = counted('fleet_minutes').reduce((sum, { ticks }) => sum + Number(ticks), 0);
			expect(minutes).toBe(steps.length);
		}),
		{ numRuns: 30 }
	);
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
