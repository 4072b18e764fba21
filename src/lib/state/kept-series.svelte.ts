import { seriesSchema, type Series } from '#core/history/series.ts';
import { resultSchema } from '#core/protocol/problem.ts';
import type { KeptSeries } from '#core/server-view/recent-past.ts';

const answerSchema = resultSchema<Series>(seriesSchema);

/** What Fleetcast keeps of one server; undefined until it has answered, and where nothing is kept. */
export class KeptServer {
	#series = $state.raw<KeptSeries>();
	readonly #ask: (until: number | undefined) => Promise<Response>;
	#asked = 0;

	/** `ask`: `until` in ms since 1970, undefined for the newest there is. */
	constructor(ask: (until: number | undefined) => Promise<Response>) {
		this.#ask = ask;
	}

	get series(): KeptSeries | undefined {
		return this.#series;
	}

	/** A failure leaves what was known; the answer to an older question never overrides a newer one's. */
	async read(until: number | undefined): Promise<void> {
		const mine = ++this.#asked;
		try {
			const answer: unknown = await (await this.#ask(until)).json();
			const parsed = answerSchema.safeParse(answer);
			if (!parsed.success || !parsed.data.ok || mine !== this.#asked) return;
			const { window, points } = parsed.data.value;
			this.#series = { stepMs: window.stepMs, points };
		} catch {
			// Offline, or no JSON: the connection's own place says so.
		}
	}
}
