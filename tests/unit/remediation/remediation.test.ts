import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actionFor, ACTIONS, OTHER_ACTION } from '#view-models/remediation/actions.ts';
import { APPROVAL_POLICY, approvalFor, APPROVALS } from '#view-models/remediation/approval.ts';
import { countPlan, remediationPlan } from '#view-models/remediation/plan.ts';
import type { RiskEntry } from '#core/topics/states.ts';

const entry = (score: number, profile = 'Web API'): RiskEntry => ({
	score,
	level: 'critical',
	profile
});
const score = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);

test.each([
	['ML Compute', /2 vCPU/, true],
	['Database', /Connection pooling and read replicas/, true],
	['Web API', /2 instances and limit the request rate/, true],
	['Risk Analytics', /Queue batch jobs and scale/, true],
	['ETL/Ingest', /Page the on-call/, false],
	['Conductor Mgmt', /Page the on-call/, false],
	['Generic', /Page the on-call/, false],
	['__proto__', /Page the on-call/, false]
])('a server of profile %s is helped by %s', (profile, words, autonomous) => {
	const action = actionFor(profile);
	expect(action.action).toMatch(words);
	expect(action.autonomous).toBe(autonomous);
});

test('every action names its integration and how soon an effect is expected', () => {
	for (const action of [...ACTIONS.values(), OTHER_ACTION]) {
		expect(action.integration).not.toBe('');
		expect(action.effectMinutes).toBeGreaterThan(0);
	}
});

test.each([
	[100, 'director'],
	[85.1, 'director'],
	[85, 'senior'],
	[70, 'senior'],
	[69.9, 'stoppable'],
	[50, 'stoppable'],
	[49.9, 'automatic'],
	[0, 'automatic']
])('at a risk of %d the approval is %s', (risk, approval) => {
	expect(approvalFor(risk).approval).toBe(approval);
});

test.each([NaN, -1, 100.1, Infinity])('nobody approves a risk of %d', (risk) => {
	expect(() => approvalFor(risk)).toThrow(RangeError);
});

test('the policy has one row an approval, and the higher of two risks is never approved more lightly', () => {
	expect(APPROVAL_POLICY.map(({ approval }) => approval).sort()).toEqual([...APPROVALS].sort());
	const care = (risk: number) => APPROVALS.indexOf(approvalFor(risk).approval);
	fc.assert(
		fc.property(score, score, (a, b) => {
			expect(care(Math.max(a, b))).toBeGreaterThanOrEqual(care(Math.min(a, b)));
		})
	);
});

test('servers of 70 and over are planned for, highest first, each by its profile', () => {
	const plan = remediationPlan({
		ppweb001: entry(70),
		ppdb001: entry(91, 'Database'),
		ppetl001: entry(85, 'ETL/Ingest'),
		ppweb002: entry(69.9)
	});
	expect(plan.map(({ server }) => server)).toEqual(['ppdb001', 'ppetl001', 'ppweb001']);
	expect(plan.map(({ approval }) => approval.approval)).toEqual(['director', 'senior', 'senior']);
	expect(countPlan(plan)).toEqual({ queued: 3, autonomous: 2, manual: 1 });
});

test('what is queued is autonomous or manual, and no server is left out', () => {
	const profile = fc.constantFrom('Database', 'Generic', 'Web API', 'a profile unheard of');
	fc.assert(
		fc.property(fc.dictionary(fc.string(), fc.record({ score, profile })), (fleet) => {
			const risk = Object.fromEntries(
				Object.entries(fleet).map(([name, server]) => [name, entry(server.score, server.profile)])
			);
			const counts = countPlan(remediationPlan(risk));
			expect(counts.autonomous + counts.manual).toBe(counts.queued);
			expect(counts.queued).toBe(
				Object.values(fleet).filter((server) => server.score >= 70).length
			);
		})
	);
});
