import * as z from 'zod/mini';
import { isObject, type JsonObject, type MergePatch } from '../json/json.ts';
import { dictionaryOf, duration, instant, wholeNumber } from '../json/schema.ts';
import { daemonHealthSchema, warmupSchema } from './daemon.ts';
import { resultSchema } from './problem.ts';
import { isTopic, type Topic } from './topic.ts';

/** Said in the handshake; the server tells a client with a smaller one to reload. */
export const PROTOCOL_VERSION = 1;

/** How often one viewer wants its topics. Faster than the tick means every tick. */
export const CADENCE_MS = { least: 5_000, most: 300_000, usual: 30_000 } as const;
/** More topics than any view shows; a set beyond it is a mistake or an attack. */
export const MAX_TOPICS = 16;
const MAX_TOPIC_LENGTH = 512;
/** Messages that one viewer may send at once, and the steady rate after that. A page sends one when a view changes. */
export const MESSAGE_RATE = { burst: 20, perSecond: 4 } as const;

export const topicSchema = z.custom<Topic>(
	(input) => typeof input === 'string' && input.length <= MAX_TOPIC_LENGTH && isTopic(input),
	'unknown topic'
);
export const stateSchema = z.custom<JsonObject>(isObject, 'expected an object');
const patchSchema = z.custom<MergePatch>(isObject, 'expected a merge patch');

/** Names one state of one topic. */
export const revisionSchema = z.object({ epoch: z.string(), seq: wholeNumber });
export type Revision = z.infer<typeof revisionSchema>;

/** The socket's `auth` at the handshake. */
export const handshakeSchema = z.object({
	protocol: z.int(),
	token: z.optional(z.string().check(z.maxLength(256)))
});

/** How fast the past may go by, in times of real time; 0 stands still. */
export const MAX_REPLAY_SPEED = 600;

/** A moment of the past, in ms since 1970, and how fast it goes on from there. */
export const replaySchema = z.object({
	at: instant,
	speed: z.number().check(z.gte(0), z.lte(MAX_REPLAY_SPEED))
});
export type Replay = z.infer<typeof replaySchema>;

/** With `replay` the topics are shown as they were; `everyMs` is of no account then. */
export const joinSchema = z.object({
	topics: z.array(topicSchema).check(z.maxLength(MAX_TOPICS)),
	everyMs: z.optional(z.number().check(z.gte(0), z.lte(CADENCE_MS.most))),
	since: z.optional(dictionaryOf(revisionSchema)),
	replay: z.optional(replaySchema)
});
export type Join = z.infer<typeof joinSchema>;

/** The event `snapshot`: a whole state. Sent before the acknowledgement of the join that asked for it. */
export const snapshotSchema = z.object({
	topic: topicSchema,
	epoch: z.string(),
	seq: wholeNumber,
	state: stateSchema
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Applies only to the state `since` of the same epoch, and makes it the state `seq`. */
export const topicPatchSchema = z.object({
	topic: topicSchema,
	epoch: z.string(),
	since: wholeNumber,
	seq: wholeNumber,
	patch: patchSchema
});
export type TopicPatch = z.infer<typeof topicPatchSchema>;

/** The event `tick`: everything a viewer gets at once, and the heartbeat when nothing changed. `age` in ms, of what the
 * viewer holds after it. */
export const tickSchema = z.object({
	tick: wholeNumber,
	at: instant,
	age: z.optional(duration),
	patches: z.array(topicPatchSchema)
});
export type Tick = z.infer<typeof tickSchema>;

/**
 * What a join gave for one topic: `snapshot` (it came just before), `patch` (apply it to the `since` you named),
 * `held` (you have the newest), `waiting` (no state yet: the first one comes as a snapshot by itself).
 */
export const grantSchema = z.union([
	z.object({ via: z.literal('snapshot'), epoch: z.string(), seq: wholeNumber }),
	z.object({ via: z.literal('patch'), patch: topicPatchSchema }),
	z.object({ via: z.literal('held'), epoch: z.string(), seq: wholeNumber }),
	z.object({ via: z.literal('waiting') })
]);
export type Grant = z.infer<typeof grantSchema>;

/** `beatMs`: something arrives at least this often. `tickMs`: how often the daemon is asked. */
export const joinedSchema = z.object({
	tick: wholeNumber,
	at: instant,
	age: z.optional(duration),
	tickMs: duration,
	everyMs: duration,
	beatMs: duration,
	version: z.string(),
	demo: z.boolean(),
	daemon: daemonHealthSchema,
	warmup: z.optional(warmupSchema),
	/** Present when the past is shown: the moment it begins at, and the first and last moment that are kept. */
	replay: z.optional(z.extend(replaySchema, { from: instant, to: instant })),
	topics: dictionaryOf(grantSchema)
});
export type Joined = z.infer<typeof joinedSchema>;
export const joinAnswerSchema = resultSchema(joinedSchema);

/** `fresh`: the tick that the refresh brought. `wait`: nothing was asked; try again after `waitMs`. */
export const refreshedSchema = z.union([
	z.object({ outcome: z.literal('fresh'), tick: wholeNumber }),
	z.object({ outcome: z.literal('wait'), waitMs: duration })
]);
export type Refreshed = z.infer<typeof refreshedSchema>;
export const refreshAnswerSchema = resultSchema(refreshedSchema);
