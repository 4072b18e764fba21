import * as z from 'zod/mini';
import { isObject, type JsonObject, type MergePatch } from '../json/json.ts';
import { dictionaryOf, duration, instant, wholeNumber } from '../json/schema.ts';
import { daemonHealthSchema, warmupSchema } from './daemon.ts';
import { resultSchema } from './problem.ts';
import { isTopic, type Topic } from './topic.ts';

/** Sent in the handshake; a client with a lower version is told to reload. */
export const PROTOCOL_VERSION = 1;

/** How often one viewer wants its topics. Below the tick means every tick. */
export const CADENCE_MS = { least: 5_000, most: 300_000, usual: 30_000 } as const;
/** More topics than any view shows; a larger set is a mistake or an attack. */
export const MAX_TOPICS = 16;
const MAX_TOPIC_LENGTH = 512;
/**
 * How many messages one viewer may send at once, and the sustained rate after that. A page sends one when a view changes.
 */
export const MESSAGE_RATE = { burst: 20, perSecond: 4 } as const;

export const topicSchema = z.custom<Topic>(
	(input) => typeof input === 'string' && input.length <= MAX_TOPIC_LENGTH && isTopic(input),
	'unknown topic'
);
export const stateSchema = z.custom<JsonObject>(isObject, 'expected an object');
const patchSchema = z.custom<MergePatch>(isObject, 'expected a merge patch');

/** Identifies one state of one topic. */
export const revisionSchema = z.object({ epoch: z.string(), seq: wholeNumber });
export type Revision = z.infer<typeof revisionSchema>;

/** The socket's `auth` at the handshake. */
export const handshakeSchema = z.object({
	protocol: z.int(),
	token: z.optional(z.string().check(z.maxLength(256)))
});

/** The highest replay speed, as a multiple of real time; 0 pauses. */
export const MAX_REPLAY_SPEED = 600;

/** A moment of the past, in ms since 1970, and the speed from there. */
export const replaySchema = z.object({
	at: instant,
	speed: z.number().check(z.gte(0), z.lte(MAX_REPLAY_SPEED))
});
export type Replay = z.infer<typeof replaySchema>;

/** With `replay` the topics are shown as they were; `everyMs` is then ignored. */
export const joinSchema = z.object({
	topics: z.array(topicSchema).check(z.maxLength(MAX_TOPICS)),
	everyMs: z.optional(z.number().check(z.gte(0), z.lte(CADENCE_MS.most))),
	since: z.optional(dictionaryOf(revisionSchema)),
	replay: z.optional(replaySchema)
});
export type Join = z.infer<typeof joinSchema>;

/** The event `snapshot`: a whole state, sent before the acknowledgement of the join that requested it. */
export const snapshotSchema = z.object({
	topic: topicSchema,
	epoch: z.string(),
	seq: wholeNumber,
	state: stateSchema
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Applies only to the state `since` of the same epoch, and turns it into the state `seq`. */
export const topicPatchSchema = z.object({
	topic: topicSchema,
	epoch: z.string(),
	since: wholeNumber,
	seq: wholeNumber,
	patch: patchSchema
});
export type TopicPatch = z.infer<typeof topicPatchSchema>;

/**
 * The event `tick`: everything for one viewer in one message, and the heartbeat when nothing changed. `age` in ms is
 * that of what the viewer holds after it.
 */
export const tickSchema = z.object({
	tick: wholeNumber,
	at: instant,
	age: z.optional(duration),
	patches: z.array(topicPatchSchema)
});
export type Tick = z.infer<typeof tickSchema>;

/**
 * What a join returns for one topic: `snapshot` (sent just before), `patch` (apply it to the `since` you named), `held`
 * (you have the newest), `waiting` (no state yet: the first one arrives as a snapshot).
 */
export const grantSchema = z.union([
	z.object({ via: z.literal('snapshot'), epoch: z.string(), seq: wholeNumber }),
	z.object({ via: z.literal('patch'), patch: topicPatchSchema }),
	z.object({ via: z.literal('held'), epoch: z.string(), seq: wholeNumber }),
	z.object({ via: z.literal('waiting') })
]);
export type Grant = z.infer<typeof grantSchema>;

/** `beatMs`: at least one message arrives in this time. `tickMs`: how often the daemon is polled. */
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
	/** Present when the past is shown: the moment it starts at, and the first and last moment kept. */
	replay: z.optional(z.extend(replaySchema, { from: instant, to: instant })),
	topics: dictionaryOf(grantSchema)
});
export type Joined = z.infer<typeof joinedSchema>;
export const joinAnswerSchema = resultSchema(joinedSchema);

/** `fresh`: the tick that the refresh produced. `wait`: the daemon was not polled; try again after `waitMs`. */
export const refreshedSchema = z.union([
	z.object({ outcome: z.literal('fresh'), tick: wholeNumber }),
	z.object({ outcome: z.literal('wait'), waitMs: duration })
]);
export type Refreshed = z.infer<typeof refreshedSchema>;
export const refreshAnswerSchema = resultSchema(refreshedSchema);
