import { describe, expect, test } from 'vitest';
import type { ExplanationState } from '#core/topics/explanation.ts';
import { readExplanation, type ExplanationReading } from '../../../server/upstream/explanation.ts';
import { recordedJson } from '../../support/recordings.ts';

function reading(body: unknown): ExplanationReading {
	const result = readExplanation(body, 0);
	if (!result.ok) throw new Error(result.problem.detail);
	return result.value;
}

function explained(body: unknown): Extract<ExplanationState, { explained: true }> {
	const { state } = reading(body);
	if (!state.explained) throw new Error(state.reason);
	return state;
}

const recorded = () => recordedJson('healthy/explain-riskiest.json') as object;

describe('what a daemon adds to the contract', () => {
	const scenario = {
		scenario: 'Half of the I/O wait',
		action: 'Add indexes',
		predicted_cpu: 61.23,
		change: -8.5,
		safe: true,
		confidence: 0.7,
		effort: 'HIGH',
		risk: 'LOW'
	};
	const scored = { ...scenario, predicted_risk: 41.26, risk_change: -24.54 };

	test('to a scenario is its effect on the score, and to all of them what their CPU is', () => {
		const state = explained({
			counterfactuals: [scored, scenario],
			counterfactuals_method: 'mean of p50'
		});
		expect(state.whatIfs[0]).toMatchObject({ scoreAfter: 41.3, scoreChange: -24.5 });
		expect(state.whatIfs[1]).not.toHaveProperty('scoreAfter');
		expect(state.whatIfs[1]).not.toHaveProperty('scoreChange');
		expect(state.whatIfsMethod).toBe('mean of p50');
		expect(explained(recorded())).not.toHaveProperty('whatIfsMethod');
	});

	test.each([null, '41', -1, 101])('is left out where the score after is %j', (predicted_risk) => {
		const odd = { ...scored, predicted_risk, risk_change: 'less' };
		const { state, rejected } = reading({
			...recorded(),
			counterfactuals: [odd],
			counterfactuals_method: 7
		});
		expect(rejected).toEqual([]);
		expect(state).not.toHaveProperty('whatIfsMethod');
		expect(state).toMatchObject({ whatIfs: [{ cpuPercent: 61.2 }] });
		expect(JSON.stringify(state)).not.toMatch(/scoreAfter|scoreChange/);
	});
});
