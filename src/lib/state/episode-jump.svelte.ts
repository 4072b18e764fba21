import { eventsSchema } from '#core/history/events.ts';
import { rangeQuery } from '#core/history/query-string.ts';
import { rangeOf, type RangeId } from '#core/history/range.ts';
import { resultSchema } from '#core/protocol/problem.ts';

export type Direction = 'before' | 'after';

/** Looked through one after the other, the nearest first; ticks are kept for a day. */
const AHEAD: readonly RangeId[] = ['1h', '8h', '1d'];
const MOST = 1_000;
/** A tick shows a change when it has come; one within the second shown is the one that is looked at. */
const SECOND_MS = 1_000;
const answerSchema = resultSchema(eventsSchema);

/** Finds the change of level before or after a moment. */
export class EpisodeJump {
	readonly #read: (query: string) => Promise<Response>;
	#note = $state('');

	constructor(read: (query: string) => Promise<Response>) {
		this.#read = read;
	}

	/** Why the last search found nothing; empty when it found something. */
	get note(): string {
		return this.#note;
	}

	/** In ms since 1970; undefined when there is none that is kept. */
	async find(direction: Direction, moment: number): Promise<number | undefined> {
		this.#note = '';
		const found = direction === 'before' ? await this.#before(moment) : await this.#after(moment);
		if (found === undefined) this.#note ||= `No change of level ${direction} this is kept.`;
		return found;
	}

	async #before(moment: number): Promise<number | undefined> {
		const [newest] = await this.#ask('1d', moment, 1);
		return newest;
	}

	async #after(moment: number): Promise<number | undefined> {
		for (const range of AHEAD) {
			const times = await this.#ask(range, moment + rangeOf(range).ms, MOST);
			const later = times.filter((at) => at > moment + SECOND_MS);
			if (later.length > 0) return Math.min(...later);
		}
		return undefined;
	}

	async #ask(range: RangeId, until: number, limit: number): Promise<readonly number[]> {
		try {
			const response = await this.#read(rangeQuery({ range, until }, { limit: String(limit) }));
			const parsed = answerSchema.safeParse(await response.json());
			if (parsed.success && parsed.data.ok) return parsed.data.value.events.map(({ at }) => at);
			this.#note = parsed.success && !parsed.data.ok ? parsed.data.problem.detail : '';
		} catch {
			this.#note = 'Fleetcast does not answer.';
		}
		return [];
	}
}
