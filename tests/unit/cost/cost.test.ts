import fc from 'fast-check';
import { expect, test } from 'vitest';
import { avoidedCost, costTier, countTiers, verdictOf } from '#core/cost/formula.ts';
import {
	COST_FIELD_NAMES,
	COST_FIELDS,
	costInputs,
	CURRENCIES,
	givenCostSchema,
	isCurrency,
	readCost,
	writeCost
} from '#core/cost/inputs.ts';
import { money } from '#view-models/cost/money.ts';
import { meanCounts } from '#view-models/cost/projection.ts';
import { serversAtRisk } from '#view-models/cost/servers-at-risk.ts';
import type { RiskEntry } from '#core/topics/states.ts';

const USUAL = costInputs();
const entry = (score: number): RiskEntry => ({ score, level: 'healthy', profile: 'Generic' });
const anyInputs = fc.record({
	costPerHour: fc.integer({ min: 1, max: 1e9 }),
	hours: fc.integer({ min: 1, max: 7200 }).map((tenths) => tenths / 10),
	investment: fc.integer({ min: 1, max: 1e12 }),
	preventionPercent: fc.integer({ min: 50, max: 100 }),
	currency: fc.constantFrom(...CURRENCIES)
});
const anyCounts = fc.record({ high: fc.nat(1000), medium: fc.nat(1000) });

test.each([
	[100, 'high'],
	[70, 'high'],
	[69.9, 'medium'],
	[40, 'medium'],
	[39.9, undefined],
	[0, undefined]
])('a risk of %d counts as %s', (score, tier) => {
	expect(costTier(score)?.tier).toBe(tier);
});

test('two servers of high and five of medium risk, by hand', () => {
	const avoided = avoidedCost(countTiers([95, 70, 69, 60, 50, 41, 40, 39]), USUAL);
	// (2 + 0.3 × 5) × 0.85 = 2.975 a day, each 50,000 × 2.5.
	expect(avoided.incidentsPerDay).toBeCloseTo(2.975, 10);
	expect(avoided.daily).toBeCloseTo(371_875, 6);
	expect(avoided.monthly).toBeCloseTo(11_156_250, 5);
	expect(avoided.annual).toBeCloseTo(135_734_375, 4);
	expect(avoided.paybackMonths).toBeCloseTo(250_000 / 11_156_250, 10);
	expect(avoided.firstYearNet).toBeCloseTo(135_484_375, 4);
	expect(avoided.verdict).toBe('excellent');
});

test('a calm fleet avoids nothing, so nothing is ever paid back', () => {
	expect(avoidedCost({ high: 0, medium: 0 }, USUAL)).toEqual({
		incidentsPerDay: 0,
		daily: 0,
		monthly: 0,
		annual: 0,
		firstYearNet: -250_000,
		verdict: 'long'
	});
});

test.each([
	[0, 'excellent'],
	[5.99, 'excellent'],
	[6, 'strong'],
	[11.99, 'strong'],
	[12, 'good'],
	[23.99, 'good'],
	[24, 'long'],
	[undefined, 'long']
])('paid back in %s months is %s', (months, verdict) => {
	expect(verdictOf(months)).toBe(verdict);
});

test('twice the servers at risk avoid twice as much, in half the time', () => {
	fc.assert(
		fc.property(anyCounts, anyInputs, (counts, inputs) => {
			const once = avoidedCost(counts, inputs);
			const twice = avoidedCost({ high: counts.high * 2, medium: counts.medium * 2 }, inputs);
			expect(twice.annual).toBeCloseTo(once.annual * 2, -6);
			if (once.paybackMonths === undefined) expect(twice.paybackMonths).toBeUndefined();
			else expect((twice.paybackMonths ?? NaN) * 2).toBeCloseTo(once.paybackMonths, 6);
		})
	);
});

test('no inputs within their limits make a figure that is no number', () => {
	fc.assert(
		fc.property(anyCounts, anyInputs, (counts, inputs) => {
			const { verdict, ...figures } = avoidedCost(counts, inputs);
			expect(verdict).toBeTypeOf('string');
			for (const figure of Object.values(figures)) expect(figure).toSatisfy(Number.isFinite);
		})
	);
});

test('every server of high risk is listed at its full cost, and the five highest of medium at 0.6 of it', () => {
	const risk = Object.fromEntries(
		[95, 72, 69, 60, 55, 50, 45, 40, 39].map((score, index) => [`s${index}`, entry(score)])
	);
	const { listed, unlisted } = serversAtRisk(risk, USUAL);
	expect(listed.map(({ score, cost }) => [score, cost])).toEqual([
		[95, 125_000],
		[72, 125_000],
		[69, 75_000],
		[60, 75_000],
		[55, 75_000],
		[50, 75_000],
		[45, 75_000]
	]);
	expect(unlisted).toBe(1);
});

test('the address decides before what is remembered, and that before what is usual', () => {
	const { given } = readCost(new URLSearchParams('cost=100&currency=eur'));
	expect(costInputs(given, { costPerHour: 7, hours: 3 })).toEqual({
		costPerHour: 100,
		hours: 3,
		investment: 250_000,
		preventionPercent: 85,
		currency: 'EUR'
	});
});

test('an address reads back as the inputs it was written from', () => {
	fc.assert(
		fc.property(anyInputs, (inputs) => {
			expect(readCost(writeCost(inputs))).toEqual({ given: inputs, faults: [] });
		})
	);
});

test.each([
	'cost=0',
	'cost=',
	'cost=-5',
	'cost=1e99',
	'hours=NaN',
	'hours=0',
	'hours=721',
	'investment=0',
	'investment=lots',
	'prevention=49',
	'prevention=101',
	'currency=XXY',
	'currency='
])('%s in the address is reported and changes nothing', (text) => {
	const { given, faults } = readCost(new URLSearchParams(text));
	expect(faults).toHaveLength(1);
	expect(costInputs(given)).toEqual(USUAL);
});

test('what is usual lies within its own limits, and every currency offered is one', () => {
	expect(givenCostSchema.safeParse(USUAL).success).toBe(true);
	expect(CURRENCIES.filter((code) => !isCurrency(code))).toEqual([]);
	expect(new Set(COST_FIELD_NAMES.map((field) => COST_FIELDS[field].parameter)).size).toBe(4);
});

test.each([
	[50_000, 'USD', '$50,000'],
	[-250_000.4, 'EUR', '−€250,000'],
	[4.2, 'USD', '$4.20'],
	[0, 'JPY', '¥0'],
	[-0, 'USD', '$0'],
	[1_234.56, 'JPY', '¥1,235']
])('%d %s is written %s', (amount, currency, words) => {
	expect(money(amount, currency)).toBe(words);
});

test('what is kept is projected by its mean, once it is a day', () => {
	const hour = 3_600_000;
	const kept = { keptMs: 48 * hour, highServerMs: 96 * hour, mediumServerMs: 12 * hour };
	expect(meanCounts(kept)).toEqual({ high: 2, medium: 0.25 });
	expect(meanCounts({ ...kept, keptMs: 24 * hour })).toEqual({ high: 4, medium: 0.5 });
	expect(meanCounts({ ...kept, keptMs: 24 * hour - 1 })).toBeUndefined();
	expect(meanCounts({ keptMs: 0, highServerMs: 0, mediumServerMs: 0 })).toBeUndefined();
});

test('a fleet that stood still all week projects to what it is at this instant', () => {
	fc.assert(
		fc.property(
			anyCounts,
			anyInputs,
			fc.integer({ min: 24, max: 168 }),
			({ high, medium }, inputs, hours) => {
				const keptMs = hours * 3_600_000;
				const mean = meanCounts({
					keptMs,
					highServerMs: high * keptMs,
					mediumServerMs: medium * keptMs
				});
				expect(mean && avoidedCost(mean, inputs)).toEqual(avoidedCost({ high, medium }, inputs));
			}
		)
	);
});
