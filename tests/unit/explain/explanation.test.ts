import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schemaOf } from '#core/topics/schema-of.ts';
import type { ExplanationState } from '#core/topics/explanation.ts';
import {
	askExplanation,
	explainPath,
	readExplanation,
	type ExplanationReading
} from '../../../server/upstream/explanation.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import { recordedJson } from '../../support/recordings.ts';

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
const RECORDED = [
	'healthy/explain-riskiest.json',
	'healthy/explain-calmest.json',
	'degrading/explain-riskiest.json',
	'degrading/explain-calmest.json',
	'critical-escalated/explain-riskiest.json',
	'critical-escalated/explain-calmest.json'
];

function reading(body: unknown): ExplanationReading {
	const result = readExplanation(body, NOW);
	if (!result.ok) throw new Error(result.problem.detail);
	return result.value;
}

function explained(body: unknown): Extract<ExplanationState, { explained: true }> {
	const { state } = reading(body);
	if (!state.explained) throw new Error(state.reason);
	return state;
}

/** A recorded answer that a test may change. */
function recorded(name = 'healthy/explain-riskiest.json') {
	return recordedJson(name) as {
		shap: { feature_importance: unknown[] };
		attention: { attention_weights: unknown[]; important_periods: unknown[] };
		counterfactuals: unknown[];
	};
}

describe('a recorded explanation', () => {
	test.each(RECORDED)('%s is a state of its topic, with nothing set aside', (name) => {
		const { state, rejected } = reading(recordedJson(name));
		expect(schemaOf('explain/x').safeParse(state).success).toBe(true);
		expect(rejected).toEqual([]);
	});

	test.each(RECORDED)('%s keeps the order of importance and all fourteen metrics', (name) => {
		const impacts = explained(recordedJson(name)).importance.map(({ impact }) => Math.abs(impact));
		expect(impacts).toHaveLength(14);
		expect(impacts).toEqual([...impacts].sort((a, b) => b - a));
	});

	test('tells what it told: method, weights that sum to one, periods, scenarios', () => {
		const state = explained(recorded());
		expect(state).toMatchObject({
			at: NOW,
			method: 'approximation',
			weightsMethod: 'approximation'
		});
		expect(state.importance[0]).toEqual({
			metric: 'cpu_idle_pct',
			impact: 0.869,
			direction: 'increasing',
			stars: 3,
			explanation: 'Strong increasing trend (19.8%)'
		});
		expect(state.importance.at(-1)?.stars).toBe(0);
		expect(state.periods[0]).toEqual({
			period: 'Recent (last 30% of window)',
			importance: 'VERY HIGH',
			sharePercent: 50.2,
			from: 105,
			to: 150
		});
		expect(state.weights).toHaveLength(150);
		expect(state.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 2);
		expect(state.whatIfs.map(({ scenario }) => scenario)).toContain('Restart service');
		expect(state.whatIfs[0]).toEqual({
			scenario: 'Scale horizontally (+2 instances)',
			action: 'Auto-scale to 3 instances, distribute load',
			cpuPercent: 14.1,
			changePoints: -28.2,
			safe: true,
			confidence: 0.8,
			effort: 'HIGH',
			risk: 'LOW'
		});
	});

	test('is a few kilobytes of the daemon’s fifty', () => {
		const sent = JSON.stringify(recorded()).length;
		expect(JSON.stringify(explained(recorded())).length * 5).toBeLessThan(sent);
	});
});

describe('an explanation with malformed parts', () => {
	test('shows all the others, and names what is set aside', () => {
		const body = recorded();
		const whole = explained(recorded());
		body.shap.feature_importance.unshift(['cpu', { impact: null, direction: 'up' }]);
		body.attention.important_periods.push({ period: 'odd', timestep_range: [5, 2] }, 7);
		body.counterfactuals.push({ scenario: 'Pray', confidence: 3 });
		expect(explained(body)).toEqual(whole);
		expect(reading(body).rejected.map(({ path }) => path)).toEqual([
			'explain/importance/0',
			'explain/periods/2',
			'explain/periods/3',
			'explain/counterfactuals/6'
		]);
	});

	test('has no weights rather than weights of other moments', () => {
		const body = recorded();
		body.attention.attention_weights[3] = null;
		expect(explained(body).weights).toEqual([]);
	});

	test('of no part at all is malformed as a whole', () => {
		for (const body of [null, [], 7, 'text', {}, { server_name: 'a' }])
			expect(readExplanation(body, NOW)).toMatchObject({ problem: { kind: 'daemon-malformed' } });
	});

	test('whatever comes in whatever place, what comes out is a state of its topic', () => {
		fc.assert(
			fc.property(
				fc.record(
					{
						shap: fc.anything(),
						attention: fc.anything(),
						counterfactuals: fc.anything(),
						risk_score: fc.anything(),
						data_points: fc.anything()
					},
					{ requiredKeys: ['shap'] }
				),
				(body) => {
					const result = readExplanation(body, NOW);
					const state = result.ok ? JSON.parse(JSON.stringify(result.value.state)) : undefined;
					expect(state === undefined || schemaOf('explain/x').safeParse(state).success).toBe(true);
				}
			)
		);
	});
});

describe('a server that cannot be explained', () => {
	test.each([
		['errors/explain-unknown-server.json', 'The daemon has no forecast of this server at present.'],
		['warmup/explain-insufficient.json', 'The daemon has no forecast of this server at present.'],
		['empty/explain-riskiest.json', 'The daemon has no forecast of this server at present.']
	])('as recorded in %s is told in our words', (name, reason) => {
		expect(reading(recordedJson(name)).state).toEqual({ explained: false, reason });
	});

	test.each(['insufficient_data', 'explanation_failed', 'something_new', '__proto__', 'toString'])(
		'shows nothing that the daemon says beside %s',
		(error) => {
			const { state } = reading({ error, message: 'SECRET', traceback: 'File "SECRET", line 3' });
			expect(state).toMatchObject({ explained: false });
			expect(JSON.stringify(state)).not.toMatch(/SECRET|_/);
		}
	);
});

describe('asking for a name', () => {
	const answering = (result: Result<unknown>) => {
		const asked: string[] = [];
		const client = {
			get(path: string) {
				asked.push(path);
				return Promise.resolve(
					result.ok ? ok({ body: result.value, bytes: 1, tookMs: 1 }) : result
				);
			}
		};
		const ask = (name: string) =>
			askExplanation(name, client, new AbortController().signal, () => NOW);
		return { asked, ask };
	};

	test('puts it into one segment of a path that leads nowhere else', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (name) => {
				const path = explainPath(name);
				if (path === undefined) {
					expect(['', '.', '..']).toContain(name);
					return;
				}
				const { pathname, search, hash } = new URL(`.${path}`, 'http://daemon/base/');
				expect(pathname.startsWith('/base/explain/')).toBe(true);
				expect(decodeURIComponent(pathname.slice('/base/explain/'.length))).toBe(name);
				expect(search + hash).toBe('');
			}),
			{ examples: [['a/b'], ['../admin'], ['__proto__'], ['%2e%2e'], ['?x#y'], ['..'], ['']] }
		);
	});

	test.each(['', '.', '..', 'half \ud800'])(
		'that no address can carry (%j) asks nothing',
		async (name) => {
			const { asked, ask } = answering(ok(recorded()));
			expect(await ask(name)).toMatchObject({ value: { state: { explained: false } } });
			expect(asked).toEqual([]);
		}
	);

	test('that the daemon does not know of says so in the state, which is no failure', async () => {
		const { ask } = answering(err('daemon-not-offered', 'no'));
		expect(await ask('a/b')).toMatchObject({ ok: true, value: { state: { explained: false } } });
	});

	test('of a daemon that fails is a failure', async () => {
		const { ask } = answering(err('daemon-timeout', 'The daemon did not answer in time.'));
		expect(await ask('a')).toMatchObject({ ok: false, problem: { kind: 'daemon-timeout' } });
	});
});
