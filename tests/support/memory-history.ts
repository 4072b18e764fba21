import type { KeptMoment, KeptStep } from '#core/history/kept-ticks.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import type { HistoryState } from '#core/topics/history.ts';
import { patchesBetween } from '../../server/history/kept-patches.ts';

/** Kept ticks without a disk, read as the store reads them. */
export class MemoryHistory {
	readonly moments: KeptMoment[] = [];
	/** The forecast of a server, at any time. */
	readonly forecasts: Record<string, AnswerOf<'sample'>> = {};

	keep(moment: Omit<KeptMoment, 'id'>): void {
		this.moments.push({ id: this.moments.length + 1, ...moment });
	}

	state(): HistoryState {
		const [oldest] = this.moments;
		return { keeping: true, ...(oldest ? { ticksFrom: oldest.at } : {}) };
	}

	ask<Name extends QueryName>(
		name: Name,
		question: QuestionOf<Name>
	): Promise<Result<AnswerOf<Name>>> {
		const answers: Partial<Record<QueryName, () => unknown>> = {
			moment: () => this.#momentAt((question as QuestionOf<'moment'>).at),
			steps: () => this.#stepsAfter(question as QuestionOf<'steps'>),
			sample: () => this.forecasts[(question as QuestionOf<'sample'>).server]
		};
		const answer = answers[name];
		return Promise.resolve(
			answer
				? ok(answer() as AnswerOf<Name>)
				: err('history-absent', `Kept ticks alone cannot answer ${name}.`)
		);
	}

	#momentAt(at: number): KeptMoment | undefined {
		return this.moments.findLast((moment) => moment.at <= at);
	}

	#stepsAfter({ id, count, strideMs = 0 }: QuestionOf<'steps'>): KeptStep[] {
		const steps: KeptStep[] = [];
		let told = this.moments.find((moment) => moment.id === id);
		for (const moment of this.moments.filter((later) => later.id > id)) {
			const last = moment === this.moments.at(-1);
			if (!told || (moment.at - told.at < strideMs && !last)) continue;
			const { states, ...head } = moment;
			steps.push({ ...head, patches: patchesBetween(told.states, states) });
			told = moment;
		}
		return steps.slice(0, count);
	}
}
