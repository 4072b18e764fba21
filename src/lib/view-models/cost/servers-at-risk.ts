import { byRisk, type Ranked } from '../levels/ranking.ts';
import type { RiskState } from '#core/topics/states.ts';
import { costTier, outageCost, type CostTier } from '#core/cost/formula.ts';
import type { CostInputs } from '#core/cost/inputs.ts';

export interface ServerCost extends Ranked {
	readonly tier: CostTier['tier'];
	/** What its outage would cost, weighted by its tier; in the inputs' currency. */
	readonly cost: number;
}

/** How many servers of medium risk the table lists. */
export const MEDIUM_LISTED = 5;

export interface ServersAtRisk {
	readonly listed: readonly ServerCost[];
	/** Servers of medium risk that are not listed. */
	readonly unlisted: number;
}

/** Every server of high risk and the five highest of medium risk, highest first. */
export function serversAtRisk(risk: RiskState, inputs: CostInputs): ServersAtRisk {
	const costs = byRisk(risk, Infinity).flatMap((entry): ServerCost[] => {
		const tier = costTier(entry.score);
		return tier ? [{ ...entry, tier: tier.tier, cost: outageCost(inputs) * tier.costWeight }] : [];
	});
	const high = costs.filter(({ tier }) => tier === 'high');
	const medium = costs.filter(({ tier }) => tier === 'medium');
	return {
		listed: [...high, ...medium.slice(0, MEDIUM_LISTED)],
		unlisted: Math.max(0, medium.length - MEDIUM_LISTED)
	};
}
