import type * as z from 'zod/mini';
import type { Answer } from '#view-models/history/answer.ts';
import { resultSchema, type Problem, type Result } from '#core/protocol/problem.ts';
import { readAnswer } from './read-answer.ts';

/** A query that a page repeats over HTTP, with its newest answer. */
export class HttpQuery<Value> implements Answer<Value> {
	readonly #read: (query: string, signal: AbortSignal) => Promise<Response>;
	readonly #schema: z.ZodMiniType<Result<Value>>;
	#value = $state.raw<Value>();
	#problem = $state.raw<Problem>();
	#asking = $state(false);
	#subject: string | undefined;
	#under: AbortController | undefined;

	/** `first`: the answer that the page was rendered with. */
	constructor(
		read: (query: string, signal: AbortSignal) => Promise<Response>,
		schema: z.ZodMiniType<Value>,
		first?: Result<Value>
	) {
		this.#read = read;
		this.#schema = resultSchema(schema);
		if (first) this.#take(first);
	}

	get value(): Value | undefined {
		return this.#value;
	}

	get problem(): Problem | undefined {
		return this.#problem;
	}

	get asking(): boolean {
		return this.#asking;
	}

	/**
	 * Runs the query and discards the answers to earlier ones. The previous answer stays visible meanwhile, unless
	 * `subject` differs.
	 */
	async ask(query: string, subject = ''): Promise<void> {
		this.stop();
		if (this.#subject !== undefined && subject !== this.#subject) this.#value = undefined;
		this.#subject = subject;
		const under = new AbortController();
		this.#under = under;
		this.#asking = true;
		const result = await readAnswer(this.#read(query, under.signal), this.#schema);
		if (under.signal.aborted) return;
		this.#asking = false;
		this.#take(result);
	}

	/** Cancels a running query. */
	stop(): void {
		this.#under?.abort();
		this.#asking = false;
	}

	#take(result: Result<Value>): void {
		if (result.ok) this.#value = result.value;
		this.#problem = result.ok ? undefined : result.problem;
	}
}
