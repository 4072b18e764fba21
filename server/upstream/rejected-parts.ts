import type { RejectedPart } from '#core/fleet.ts';

/** Receives rejected parts. */
export interface RejectionSink {
	push(part: RejectedPart): unknown;
}

/** How many parts are listed; the rest are only counted. */
const NAMED = 100;
const LONGEST = 300;

/** The rejected parts of one answer, bounded: a million malformed servers must not become a million sentences. */
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
