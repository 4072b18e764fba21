import { LAST_WEEK, STAYS, THREE_DAYS, TIME_OF_DAY } from '../forecast/expert-losses.ts';
import { weekShare } from '../forecast/mixture.ts';
import { NEAR_STEPS as NEIGHBOURS, RECENT_STEPS, WEEK_STEPS } from '../forecast/recent-days.ts';
import { DAY_SLOTS } from '../forecast/season.ts';
import { NEAR_STEPS } from '../rules/risk.ts';

/**
 * Adds the weights of past steps in what the experts beside the regression say of the next half hour.
 *
 * @param trust the weight of each expert in the median
 * @param level the weights of past steps in the level, newest first
 */
export function addExperts(weights: Float64Array, trust: Float64Array, level: Float64Array): void {
	const spread = (expert: number, ages: readonly number[], share = 1) => {
		const known = ages.filter((age) => age < weights.length);
		// What the series is too young for is what its oldest step says.
		const cells = known.length ? known : [weights.length - 1];
		for (const age of cells)
			weights[age] = (weights[age] ?? 0) + ((trust[expert] ?? 0) * share) / cells.length;
	};
	let remains = 0;
	for (let ahead = 1; ahead <= NEAR_STEPS; ahead++) {
		spread(LAST_WEEK, around(WEEK_STEPS - ahead), 1 / NEAR_STEPS);
		remains += weekShare(ahead) / NEAR_STEPS;
		const days = Array.from({ length: WEEK_STEPS / DAY_SLOTS }, (_, day) => (day + 1) * DAY_SLOTS);
		const ages = days.flatMap((age) => around(age - ahead));
		spread(TIME_OF_DAY, ages, 1 / NEAR_STEPS);
	}
	spread(LAST_WEEK, around(WEEK_STEPS), -remains);
	spread(THREE_DAYS, [...Array(RECENT_STEPS).keys()]);
	const stays = (trust[STAYS] ?? 0) + remains * (trust[LAST_WEEK] ?? 0);
	for (const [age, weight] of level.entries()) weights[age] = (weights[age] ?? 0) + stays * weight;
}

function around(age: number): number[] {
	return Array.from({ length: 2 * NEIGHBOURS + 1 }, (_, near) => age - NEIGHBOURS + near);
}
