import * as z from 'zod/mini';
import { openWords } from './open-words.ts';

/**
 * Every expected failure and its remedy: `wait` (it passes), `reload` (get the page or package that fits), `never`
 * (repeating the request cannot help).
 */
export const PROBLEMS = {
	'daemon-unreachable': { cure: 'wait' },
	'daemon-timeout': { cure: 'wait' },
	'daemon-slow': { cure: 'wait' },
	'daemon-overloaded': { cure: 'wait' },
	'daemon-error': { cure: 'wait' },
	'daemon-malformed': { cure: 'wait' },
	'daemon-too-large': { cure: 'never' },
	'daemon-blank': { cure: 'wait' },
	'daemon-not-offered': { cure: 'never' },
	'key-refused': { cure: 'never' },
	'rate-limited': { cure: 'wait' },
	'insufficient-data': { cure: 'wait' },
	'topic-unknown': { cure: 'never' },
	'topics-too-many': { cure: 'never' },
	'message-malformed': { cure: 'never' },
	'message-flood': { cure: 'wait' },
	'protocol-too-old': { cure: 'reload' },
	'protocol-too-new': { cure: 'reload' },
	'origin-refused': { cure: 'never' },
	'token-refused': { cure: 'never' },
	'role-refused': { cure: 'never' },
	'connections-too-many': { cure: 'wait' },
	'join-late': { cure: 'wait' },
	'join-superseded': { cure: 'wait' },
	'viewer-stalled': { cure: 'wait' },
	'history-absent': { cure: 'never' },
	'history-broken': { cure: 'wait' },
	'history-busy': { cure: 'wait' },
	'query-cancelled': { cure: 'wait' },
	'replays-too-many': { cure: 'wait' },
	'server-closing': { cure: 'wait' },
	'internal-error': { cure: 'wait' },
	/** Never sent: stands for a kind that this version does not know. */
	unknown: { cure: 'wait' }
} as const satisfies Record<string, { cure: 'wait' | 'reload' | 'never' }>;

export type ProblemKind = keyof typeof PROBLEMS;
export type Cure = 'wait' | 'reload' | 'never';

const kinds = Object.keys(PROBLEMS) as ProblemKind[];

/** `detail` is a sentence for people, free of keys and addresses; `waitMs` is present where the wait is known. */
export const problemSchema = z.object({
	kind: openWords(kinds, 'unknown'),
	detail: z.string(),
	waitMs: z.optional(z.number())
});
export type Problem = z.infer<typeof problemSchema>;

export type Result<Value> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

/** Makes the result of a success. */
export function ok<Value>(value: Value): Result<Value> {
	return { ok: true, value };
}

/**
 * Makes the result of an expected failure. `detail` is a sentence for people; `waitMs` is how long to wait, where that
 * is known.
 */
export function err(kind: ProblemKind, detail: string, waitMs?: number): Result<never> {
	return { ok: false, problem: waitMs === undefined ? { kind, detail } : { kind, detail, waitMs } };
}

/** Returns what a client should do about a problem. */
export function cureOf(problem: Problem): Cure {
	return PROBLEMS[problem.kind].cure;
}

/** The schema of an acknowledgement that carries `value` on success. */
export function resultSchema<Value>(value: z.ZodMiniType<Value>) {
	return z.union([
		z.object({ ok: z.literal(true), value }),
		z.object({ ok: z.literal(false), problem: problemSchema })
	]);
}
