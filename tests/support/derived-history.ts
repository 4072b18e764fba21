import { DatabaseSync } from 'node:sqlite';
import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import type { Level } from '#core/levels/levels.ts';
import { episodesRecorder } from '../../server/history/episodes/episodes-recorder.ts';
import { forecastsRecorder } from '../../server/history/forecasts/forecasts-recorder.ts';
import type { OpenRecorder, Retention } from '../../server/history/recorder.ts';
import type { KeptTick } from '../../server/history/kept-tick.ts';
import { migrate } from '../../server/history/migrations.ts';
import { answer } from '../../server/history/queries.ts';
import { rollupsRecorder } from '../../server/history/rollups/rollups-recorder.ts';
import { simulatedRecorder } from '../../server/history/simulated-recorder.ts';

const SCORES: Readonly<Record<Level, number>> = {
	critical: 90,
	warning: 70,
	degraded: 55,
	healthy: 10
};
/** All that is made of ticks; the ticks themselves have tests of their own. */
const DERIVED = [rollupsRecorder, episodesRecorder, forecastsRecorder, simulatedRecorder];
const LONG: Retention = { ticksMs: 1e12, minutesMs: 1e12, hoursMs: 1e12 };

/** A tick in which these servers are at these levels, at the middle of each. */
export function levelTick(at: number, levels: Readonly<Record<string, Level>>): KeptTick {
	const rows = Object.entries(levels);
	const count = (level: Level) => rows.filter(([, own]) => own === level).length;
	return {
		tick: at / 1_000,
		at,
		epoch: 'epoch1',
		ok: true,
		states: {
			summary: {
				counts: {
					total: rows.length,
					critical: count('critical'),
					warning: count('warning'),
					degraded: count('degraded'),
					healthy: count('healthy'),
					attention: rows.length - count('healthy'),
					silent: 0
				},
				risk30mPercent: 30,
				risk8hPercent: 50,
				highest: {},
				attention: {}
			},
			risk: Object.fromEntries(
				rows.map(([name, level]) => [name, { score: SCORES[level], level, profile: 'Web' }])
			),
			metrics: Object.fromEntries(rows.map(([name]) => [name, { cpu: [42.5, 43] }])),
			alerts: {}
		}
	};
}

/** Roll-ups, episodes and forecasts in memory, on the same tables and through the same questions as on a disk. */
export class DerivedHistory {
	readonly database = new DatabaseSync(':memory:');
	readonly #retention: Retention;
	#recorders: readonly OpenRecorder[] = [];

	constructor(retention = LONG) {
		this.#retention = retention;
		migrate(this.database, DERIVED);
		this.restart();
	}

	/** Clears what is in memory; the tables stay. */
	restart(): void {
		this.#recorders = DERIVED.map((recorder) => recorder.open(this.database, this.#retention));
	}

	keep(...ticks: readonly KeptTick[]): void {
		for (const tick of ticks) for (const recorder of this.#recorders) recorder.record(tick);
	}

	retain(now: number): void {
		for (const recorder of this.#recorders) recorder.retain(now);
	}

	kept() {
		return Object.assign(
			{},
			...this.#recorders.map((recorder) => recorder.kept?.() ?? {})
		) as unknown;
	}

	ask<Name extends QueryName>(name: Name, question: QuestionOf<Name>): AnswerOf<Name> {
		return answer(this.database, name, question);
	}
}
