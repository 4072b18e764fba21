import { riskTimesSchema, type RiskTimes } from '#core/history/risk-times.ts';
import { isObject } from '#core/json/json.ts';

/** How long servers were at risk, as the history tells; undefined until it has answered, and where nothing is kept. */
export class KeptRiskTimes {
	#times = $state.raw<RiskTimes>();
	readonly #ask: (until: number | undefined) => Promise<Response>;
	#asked = 0;

	/** `ask`: `until` in ms since 1970, undefined for the newest there is. */
	constructor(ask: (until: number | undefined) => Promise<Response>) {
		this.#ask = ask;
	}

	get times(): RiskTimes | undefined {
		return this.#times;
	}

	/** A failure leaves what was known; the answer to an older question never overrides a newer one's. */
	async read(until: number | undefined): Promise<void> {
		const mine = ++this.#asked;
		try {
			const answer: unknown = await (await this.#ask(until)).json();
			const parsed = riskTimesSchema.safeParse(isObject(answer) ? answer['value'] : undefined);
			if (parsed.success && mine === this.#asked) this.#times = parsed.data;
		} catch {
			// Offline, or no JSON: the connection's own place says so.
		}
	}
}
