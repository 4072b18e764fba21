import { byRisk, type Ranked } from '../levels/ranking.ts';
import type { RiskState } from '#core/topics/states.ts';
import { actionFor, type Action } from './actions.ts';
import { approvalFor, type ApprovalRule } from './approval.ts';

/** A server enters the plan at this risk. */
export const PLAN_FROM = 70;

export interface Planned extends Ranked, Action {
	readonly approval: ApprovalRule;
}

/** Highest risk first. A plan: nothing in Fleetcast carries it out. */
export function remediationPlan(risk: RiskState): readonly Planned[] {
	return byRisk(risk, Infinity)
		.filter(({ score }) => score >= PLAN_FROM)
		.map((entry) => ({
			...entry,
			...actionFor(entry.profile),
			approval: approvalFor(entry.score)
		}));
}

export interface PlanCounts {
	readonly queued: number;
	readonly autonomous: number;
	readonly manual: number;
}

/** Counts the planned actions, by machine and by hand. */
export function countPlan(plan: readonly Planned[]): PlanCounts {
	const autonomous = plan.filter((planned) => planned.autonomous).length;
	return { queued: plan.length, autonomous, manual: plan.length - autonomous };
}
