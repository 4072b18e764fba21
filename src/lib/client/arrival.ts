import type * as z from 'zod/mini';
import type { JsonObject } from '#core/json/json.ts';
import { snapshotSchema, type Snapshot } from '#core/protocol/messages.ts';
import { schemaOf } from '#core/topics/schema-of.ts';

/** A received message that does not match the protocol. It is counted and reported, and never used. */
export interface Malformed {
	/** The event, or `join` and `refresh` for their acknowledgements. */
	readonly event: string;
	/** Where in the message, and what was expected, in one sentence. */
	readonly detail: string;
}

export type Arrival<Value> =
	| { readonly ok: true; readonly value: Value }
	| { readonly ok: false; readonly malformed: Malformed };

/** A whole state, validated by its topic's schema. */
export type TopicSnapshot = Omit<Snapshot, 'state'> & { readonly state: JsonObject };

export function arrive<Value>(
	event: string,
	schema: z.ZodMiniType<Value>,
	input: unknown
): Arrival<Value> {
	const parsed = schema.safeParse(input);
	if (parsed.success) return { ok: true, value: parsed.data };
	const [issue] = parsed.error.issues;
	const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
	return { ok: false, malformed: { event, detail: `${where}${issue?.message ?? 'malformed'}` } };
}

export function arriveSnapshot(input: unknown): Arrival<TopicSnapshot> {
	const outer = arrive('snapshot', snapshotSchema, input);
	if (!outer.ok) return outer;
	const { topic, epoch, seq, state } = outer.value;
	const inner = arrive(`snapshot ${topic}`, schemaOf(topic), state);
	// The state as received, not as the schema would strip it: patches build on every part of it.
	return inner.ok ? { ok: true, value: { topic, epoch, seq, state: state as JsonObject } } : inner;
}
