/** Outcomes of forecasts of one metric at one horizon. */
export class Score {
	#inside = 0;
	#count = 0;
	readonly #errors: number[] = [];
	readonly #stayErrors: number[] = [];
	readonly #meanErrors: number[] = [];
	readonly #yesterdayErrors: number[] = [];

	add(outcome: number, forecast: Forecast): void {
		this.#count += 1;
		if (outcome >= forecast.low && outcome <= forecast.high) this.#inside += 1;
		this.#errors.push(Math.abs(outcome - forecast.middle));
		this.#stayErrors.push(Math.abs(outcome - forecast.now));
		this.#meanErrors.push(Math.abs(outcome - forecast.recentMean));
		if (!Number.isNaN(forecast.yesterday)) {
			this.#yesterdayErrors.push(Math.abs(outcome - forecast.yesterday));
		}
	}

	/** Median absolute errors, and the share of outcomes within p10–p90. */
	summary(): ScoreSummary {
		return {
			count: this.#count,
			coverage: this.#inside / this.#count,
			error: median(this.#errors),
			stayError: median(this.#stayErrors),
			meanError: median(this.#meanErrors),
			yesterdayError: median(this.#yesterdayErrors)
		};
	}
}

export interface Forecast {
	low: number;
	middle: number;
	high: number;
	/** The value when the forecast was made: "it stays as it is". */
	now: number;
	/** The mean of the five minutes before: a harder reference, since it averages the noise away. */
	recentMean: number;
	/** The value a day before the one forecast, NaN where there is none. */
	yesterday: number;
}

export interface ScoreSummary {
	count: number;
	coverage: number;
	error: number;
	stayError: number;
	meanError: number;
	yesterdayError: number;
}

function median(values: number[]): number {
	return Float64Array.from(values).sort()[Math.floor(values.length / 2)] ?? NaN;
}
