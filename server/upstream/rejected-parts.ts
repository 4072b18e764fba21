import type { RejectedPart } from '#core/fleet.ts';

/** Takes note of what is not shown. */
export interface RejectionSink {
	push(part: RejectedPart): unknown;
}

/** So many are named; of the others it is known how many they are. */
const NAMED = 100;
const LONGEST = 300;

/** What was set aside of one answer, bounded itself: a million malformed servers are not a million sentences. */
export class RejectedParts implements RejectionSink {
	readonly #named: RejectedPart[] = [];
	#unnamed = 0;

	push(part: RejectedPart): void {
		if (this.#named.length < NAMED) {
			const { path, reason } = part;
			this.#named.push({ ...part, path: shortened(path), reason: shortened(reason) });
		} else this.#unnamed += part.parts ?? 1;
	}

	list(): RejectedPart[] {
		if (this.#unnamed === 0) return this.#named;
		return [...this.#named, { path: 'others', reason: 'not listed', parts: this.#unnamed }];
	}
}

function shortened(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
