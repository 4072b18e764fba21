import { DAY_SLOTS } from './season.ts';

/**
 * The forecasters that a forecast is mixed of. How good the first three are depends on the horizon; the last two say
 * the same however far ahead.
 */
export const REGRESSION = 0;
export const STAYS = 1;
export const LAST_WEEK = 2;
export const THREE_DAYS = 3;
export const TIME_OF_DAY = 4;
export const EXPERT_COUNT = 5;
/** The number of those that depend on the horizon. */
export const BY_HORIZON = 3;

export const QUANTILE_LEVELS = [0.1, 0.5, 0.9] as const;
export const QUANTILE_COUNT = QUANTILE_LEVELS.length;

/**
 * Who is best while the backup runs is not who is best by day: losses are known over the whole day, and in each of
 * these parts of it.
 */
const PART_STEPS = 24;
const PART_COUNT = DAY_SLOTS / PART_STEPS;
const PLACES = 1 + PART_COUNT;

/** Outcomes that a mean loss remembers: those of a day, and of a part of two hours those of two and a half days. */
const MEMORY = DAY_SLOTS;
const PART_MEMORY = 60;

/** A part of the day counts as much as the whole day after this many outcomes. */
const PART_PRIOR = 60;

/** A constant metric has losses of zero, whose powers must stay finite. */
const LEAST_LOSS = 1e-9;

/** The mean losses of some experts at one place: the number of outcomes, then by quantile and expert. */
const cellSize = (experts: number) => 1 + QUANTILE_COUNT * experts;

/** Returns how many numbers the losses of `experts` take; all are NaN before the first outcome. */
export function lossesSize(experts: number): number {
	return PLACES * cellSize(experts);
}

/** Returns the place of the part of the day that a step is in. */
function partOf(step: number): number {
	return 1 + Math.floor((step % DAY_SLOTS) / PART_STEPS);
}

/**
 * Takes in an outcome: `told` holds what each expert told of it, by expert and quantile, NaN for one that told nothing.
 */
export function learnLosses(
	memory: Float32Array,
	from: number,
	experts: number,
	step: number,
	told: Float64Array,
	outcome: number
): void {
	learnCell(memory, from, experts, MEMORY, told, outcome);
	learnCell(memory, from + partOf(step) * cellSize(experts), experts, PART_MEMORY, told, outcome);
}

function learnCell(
	memory: Float32Array,
	cell: number,
	experts: number,
	most: number,
	told: Float64Array,
	outcome: number
): void {
	const before = memory[cell] ?? NaN;
	const count = Number.isNaN(before) ? 1 : Math.min(before + 1, most);
	memory[cell] = count;
	for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
		const first = cell + 1 + quantile * experts;
		for (let expert = 0; expert < experts; expert++) {
			const loss = pinball(
				outcome - (told[expert * QUANTILE_COUNT + quantile] ?? NaN),
				QUANTILE_LEVELS[quantile] ?? NaN
			);
			if (Number.isNaN(loss)) continue;
			// One that was silent until now begins with the first expert's loss: neither trusted nor distrusted.
			const own = memory[first + expert] ?? NaN;
			const known = Number.isNaN(own) ? (memory[first] ?? NaN) : own;
			memory[first + expert] = Number.isNaN(known) ? loss : known + (loss - known) / count;
		}
	}
}

/** Returns the quantile (pinball) loss, which is least in the mean for the true quantile. */
function pinball(error: number, level: number): number {
	return error > 0 ? level * error : (level - 1) * error;
}

/**
 * Returns how far the experts are compared, 0–1: 1 once there are outcomes of a whole day, so of each part of it, and
 * slowly at first.
 */
export function comparedShare(memory: Float32Array, from: number): number {
	const count = memory[from] ?? NaN;
	return Number.isNaN(count) ? 0 : (count / MEMORY) ** 2;
}

/**
 * Returns the trust in an expert at a step, not normalised: the eighth power of the inverse of its mean loss there. It is
 * free of the metric's scale, and a loss a quarter larger gets a sixth of the weight. 0 for an expert that has told
 * nothing yet.
 */
export function trustIn(
	memory: Float32Array,
	from: number,
	experts: number,
	step: number,
	quantile: number,
	expert: number
): number {
	const at = 1 + quantile * experts + expert;
	const ofDay = memory[from + at] ?? NaN;
	if (Number.isNaN(ofDay)) return 0;
	const part = from + partOf(step) * cellSize(experts);
	const ofPart = memory[part + at] ?? NaN;
	const count = Number.isNaN(ofPart) ? 0 : (memory[part] ?? 0);
	const mean = count ? (count * ofPart + PART_PRIOR * ofDay) / (count + PART_PRIOR) : ofDay;
	const inverse = 1 / (mean + LEAST_LOSS);
	const second = inverse * inverse;
	const fourth = second * second;
	return fourth * fourth;
}
