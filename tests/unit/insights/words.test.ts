import { describe, expect, test } from 'vitest';
import type { ScoreBreakdown, ScorePart } from '#view-models/insights/score-points.ts';
import {
	cpuAloneInWords,
	insightInWords,
	overLimitInWords,
	weightsInWords
} from '#view-models/insights/words.ts';

const part = (changes: Partial<ScorePart>): ScorePart => ({
	group: 'cpu',
	now: 96,
	ahead: 99,
	quantile: 'p10 of idle',
	nowPoints: 28,
	aheadPoints: 12,
	...changes
});
const exact = (parts: readonly ScorePart[], sum: number): ScoreBreakdown => ({
	kind: 'exact',
	variant: 'meant',
	parts,
	sum
});
const RISK = { score: 47, level: 'healthy' } as const;

const WHAT_IF = {
	scenario: 'Restart service',
	action: 'systemctl restart',
	cpuPercent: 27.5,
	changePoints: -14.8,
	safe: true,
	confidence: 0.85,
	effort: 'LOW',
	risk: 'MEDIUM'
};

describe('a server in words', () => {
	test('is how bad, why, and what would help', () => {
		const breakdown = exact(
			[part({}), part({ group: 'memory', now: 86, ahead: 86, nowPoints: 7, aheadPoints: 0 })],
			47
		);
		expect(insightInWords('ppweb001', RISK, breakdown, WHAT_IF)).toEqual([
			'ppweb001 is healthy: its risk is 47.0 of 100.',
			'Most of it comes from CPU used: 40.0 of 47.0 points, for 96.0% now and 99.0% predicted (p10 of idle).',
			'Then: Memory 7.0.',
			'Best option for its effort: “Restart service”, CPU 14.8 points lower, at 27.5%.'
		]);
	});

	test.each([
		[{ scoreChange: -24.5, scoreAfter: 22.5 }, 'risk score 24.5 points lower, at 22.5.'],
		[{ scoreChange: -24.5 }, 'risk score 24.5 points lower.']
	])('tells what helps in points of the score where they are sent (%j)', (sent, words) => {
		const [, ...rest] = insightInWords('a', RISK, undefined, { ...WHAT_IF, ...sent });
		expect(rest).toEqual([`Best option for its effort: “Restart service”, ${words}`]);
	});

	test('says that one metric is all, or that none earns a point', () => {
		expect(insightInWords('a', RISK, exact([part({})], 40), undefined)[1]).toMatch(/^All of it/);
		const none = part({ nowPoints: 0, aheadPoints: 0 });
		expect(insightInWords('a', RISK, exact([none], 0), undefined)[1]).toMatch(/^No metric/);
	});

	test.each([undefined, { kind: 'differs' }, { kind: 'unknown' }] as const)(
		'claims no cause that is not certain (%j)',
		(breakdown) => {
			expect(insightInWords('', RISK, breakdown, undefined)).toEqual([
				'(no name) is healthy: its risk is 47.0 of 100.'
			]);
		}
	);
});

describe('a judgement by CPU alone', () => {
	const ioWait = part({ group: 'iowait', nowPoints: 28, aheadPoints: 7.5 });
	test.each<[ScoreBreakdown | undefined, string]>([
		[
			exact([ioWait, part({ nowPoints: 7, aheadPoints: 0 })], 42.5),
			'what drives this score is I/O wait'
		],
		[exact([part({ nowPoints: 0, aheadPoints: 0 })], 0), 'no metric earns this score any points'],
		[{ kind: 'differs' }, 'what drives this score is not known'],
		[undefined, 'what drives this score is not known']
	])('is called one, with what the score comes from (%j)', (breakdown, cause) => {
		expect(cpuAloneInWords([WHAT_IF], breakdown)).toBe(
			`Judged by CPU alone; ${cause}. None is marked as best.`
		);
	});

	test('is none to speak of where CPU drives the score, or the score is sent', () => {
		expect(cpuAloneInWords([WHAT_IF], exact([part({})], 40))).toBeUndefined();
		const scored = { ...WHAT_IF, scoreChange: 0 };
		expect(cpuAloneInWords([scored], exact([ioWait], 35.5))).toBeUndefined();
	});
});

test('what is over its limit is said, whether the score sees it or not', () => {
	expect(overLimitInWords({ disk_usage_pct: { now: 96 }, mem_used_pct: { now: 50 } })).toEqual([
		'Over its limit now: Disk 96.0%, limit 95%.'
	]);
	expect(overLimitInWords({ cpu_idle_pct: { now: 12 }, swap_used_pct: { now: 25 } })).toEqual([
		'Over their limits now: CPU used 88.0%, limit 85%; Swap 25.0%, limit 25%.'
	]);
	expect(overLimitInWords({ load_average: { now: 99 } })).toEqual([]);
});

describe('weights in words', () => {
	test('tell how much past they are for, and the share of the newest third', () => {
		expect(weightsInWords([0.1, 0.3, 0.6], undefined)).toBe(
			'3 records, oldest left; the newest third carries 60% of the weight.'
		);
		expect(weightsInWords([1, 1, 2], 10)).toBe(
			'30 min, 10 min a bar, oldest left; the newest third carries 50% of the weight.'
		);
	});

	test('that are none say so', () => {
		expect(weightsInWords([], undefined)).toBe('The daemon gave no weights.');
	});
});
