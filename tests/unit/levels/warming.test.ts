import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serverMessages } from '#view-models/alerting/messages.ts';
import { cellGroups } from '#view-models/heatmap/cells.ts';
import { USUAL_HEATMAP } from '#view-models/heatmap/choice.ts';
import { insightInWords } from '#view-models/insights/words.ts';
import { LEVELS } from '#core/levels/levels.ts';
import {
	countsInWords,
	judgedCounts,
	levelWord,
	shownLevel,
	warmingServers
} from '#view-models/levels/warming.ts';
import { topRisks } from '#view-models/top-risks/top-risk.ts';
import type { RiskState } from '#core/topics/states.ts';

const RISK: RiskState = {
	new2: { score: 3, level: 'healthy', profile: 'Web API', warming: true },
	web1: { score: 4, level: 'healthy', profile: 'Web API' },
	new1: { score: 92, level: 'critical', profile: 'Database', warming: true }
};

describe('a warming server', () => {
	test('has no level while it looks well, and keeps the one that is trouble', () => {
		fc.assert(
			fc.property(fc.constantFrom(...LEVELS), fc.boolean(), (level, warming) => {
				const entry = { level, ...(warming && { warming: true as const }) };
				const unknown = warming && level === 'healthy';
				expect(shownLevel(entry)).toBe(unknown ? undefined : level);
				expect(levelWord(entry).includes('warming')).toBe(warming);
				expect(levelWord(entry).includes(level)).toBe(!unknown);
			})
		);
	});

	test('is in no count of the healthy', () => {
		const counts = {
			total: 9,
			critical: 1,
			warning: 0,
			degraded: 2,
			healthy: 6,
			attention: 3,
			silent: 0
		};
		expect(countsInWords(counts)).toBe('1 critical, 0 warning, 2 degraded, 6 healthy');
		const warming = { ...counts, warming: 5, unjudged: 4 };
		expect(judgedCounts(warming)).toMatchObject({ healthy: 2, warming: 4 });
		expect(countsInWords(warming)).toBe('1 critical, 0 warning, 2 degraded, 2 healthy, 4 warming');
	});

	test('is named, in an order that does not change with the risk', () => {
		expect(warmingServers(RISK)).toEqual(['new1', 'new2']);
	});

	test('is not let through where only healthy ones are asked for', () => {
		const cells = (level: (typeof LEVELS)[number]) =>
			cellGroups(RISK, {}, { ...USUAL_HEATMAP, level }).flatMap(({ cells }) =>
				cells.map(({ server }) => server)
			);
		expect(cells('healthy')).toEqual(['web1']);
		expect(cells('critical')).toEqual(['new1']);
	});

	test('is said to be one in the message about it', () => {
		const [message] = serverMessages(RISK, {});
		expect(message?.server).toBe('new1');
		expect(message?.reasons).toContain('it is warming up: too few data yet to forecast it well');
	});

	test('is not called healthy in words, and never has nothing to do', () => {
		const [sentence, reason] = insightInWords(
			'new2',
			{ score: 3, level: 'healthy', warming: true },
			undefined,
			undefined
		);
		expect(sentence).toBe('new2 is warming: its risk is 3.0 of 100.');
		expect(reason).toBe('Warming up: too few data yet to forecast it well.');
		const advice = Object.fromEntries(topRisks(RISK, {}, 5).map((row) => [row.server, row.advice]));
		expect(advice['new2']).toMatch(/^Wait/);
		expect(advice['web1']).toBe('Nothing to do');
	});
});
