import { RISK_GROUPS, riskScore, type RiskGroup, type RiskInputs } from '../rules/risk.ts';

/** Inputs that score no points: the base that each group's part is measured from. */
const WITHOUT_POINTS = { now: 0, ahead: 0 };

/**
 * Returns the exact Shapley values of the risk rule over its groups: each group's mean part in the score over all
 * orders in which the groups can be added to a server without points. With five groups all 32 coalitions are scored.
 * They sum to the score minus the base; capping at 100 and rounding are included.
 */
export function shapleyValues(serverName: string, inputs: RiskInputs): Record<RiskGroup, number> {
	const count = RISK_GROUPS.length;
	const scores = Array.from({ length: 1 << count }, (_, coalition) =>
		riskScore(serverName, only(inputs, coalition))
	);
	const values = {} as Record<RiskGroup, number>;
	for (const [index, group] of RISK_GROUPS.entries()) {
		const bit = 1 << index;
		let value = 0;
		for (const [coalition, score] of scores.entries()) {
			if (coalition & bit) continue;
			const joined = scores[coalition | bit] ?? NaN;
			value += weight(sizeOf(coalition), count) * (joined - score);
		}
		values[group] = value;
	}
	return values;
}

/** Returns the inputs of the groups in a coalition; the other groups score no points. */
function only(inputs: RiskInputs, coalition: number): RiskInputs {
	return Object.fromEntries(
		RISK_GROUPS.map((group, index) => [
			group,
			coalition & (1 << index) ? inputs[group] : WITHOUT_POINTS
		])
	) as RiskInputs;
}

/** Returns the share of the orders in which exactly the `size` members of a coalition come first: s!(n−s−1)!/n!. */
function weight(size: number, count: number): number {
	return (factorial(size) * factorial(count - size - 1)) / factorial(count);
}

function factorial(value: number): number {
	return value < 2 ? 1 : value * factorial(value - 1);
}

function sizeOf(coalition: number): number {
	return coalition ? (coalition & 1) + sizeOf(coalition >> 1) : 0;
}
