import { nextEventSchema, type Direction } from '#core/history/next-event.ts';
import { nextEventQuery } from '#view-models/history/query-string.ts';
import { resultSchema } from '#core/protocol/problem.ts';

const answerSchema = resultSchema(nextEventSchema);

/** Finds the change of level before or after a moment. */
export class EpisodeJump {
	readonly #read: (query: string) => Promise<Response>;
	#note = $state('');

	/** `read`: asks /api/history/next-event. */
	constructor(read: (query: string) => Promise<Response>) {
		this.#read = read;
	}

	/** Why the last search found nothing; empty when it found something. */
	get note(): string {
		return this.#note;
	}

	/** Returns the moment in ms since 1970; undefined when none is kept. */
	async find(direction: Direction, moment: number): Promise<number | undefined> {
		this.#note = '';
		try {
			const response = await this.#read(nextEventQuery({ at: moment, direction }));
			const answer = answerSchema.safeParse(await response.json());
			if (!answer.success) this.#note = 'The answer is malformed.';
			else if (!answer.data.ok) this.#note = answer.data.problem.detail;
			else if (answer.data.value.event) return answer.data.value.event.at;
			else this.#note = `No change of level ${direction} this is kept.`;
		} catch {
			this.#note = 'Fleetcast does not answer.';
		}
		return undefined;
	}
}
