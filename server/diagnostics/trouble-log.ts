import type { RejectedPart } from '#core/fleet.ts';
import type { DiagnosticsState } from '#core/topics/diagnostics.ts';
import type { PollResult } from '../upstream/poll.ts';

const KEPT_PARTS = 20;
const KEPT_PROBLEMS = 20;

/** Recent faults, newest first. A fault that repeats in every tick is listed once. */
export class TroubleLog {
	#rejected: readonly RejectedPart[] = [];
	#problems: DiagnosticsState['problems'] = [];
	#failing: string | undefined;

	get rejected(): readonly RejectedPart[] {
		return this.#rejected;
	}

	get problems(): DiagnosticsState['problems'] {
		return this.#problems;
	}

	noteRejected(parts: readonly RejectedPart[]): void {
		const newest = parts
			.slice(0, KEPT_PARTS)
			.filter((part, index, all) => all.findIndex((other) => isSame(part, other)) === index);
		const known = this.#rejected.filter((old) => !newest.some((part) => isSame(part, old)));
		this.#rejected = [...newest, ...known].slice(0, KEPT_PARTS);
	}

	/** Notes when the daemon begins to fail, or fails in another way. */
	polled({ fleet }: PollResult, at: number): void {
		const problem = fleet.ok ? undefined : fleet.problem;
		if (problem && problem.kind !== this.#failing)
			this.note({ at, kind: problem.kind, detail: problem.detail });
		this.#failing = problem?.kind;
	}

	note(problem: DiagnosticsState['problems'][number]): void {
		this.#problems = [problem, ...this.#problems].slice(0, KEPT_PROBLEMS);
	}
}

function isSame(one: RejectedPart, other: RejectedPart): boolean {
	return one.path === other.path && one.reason === other.reason;
}
