import type { Corrections } from '#core/borne-out/correction-curve.ts';
import type { RejectedPart } from '#core/fleet.ts';
import type { ExplainTopic, OnDemandTopic } from '#core/protocol/topic.ts';
import type { AnswerBounds } from './answer-bounds.ts';
import type { DaemonClientOptions } from './daemon-client.ts';

/** What the worker is started with. */
export interface IngestWorkerData extends DaemonClientOptions {
	/** The length of one forecast step. */
	readonly stepMinutes: number;
	/** The limits of one answer. */
	readonly bounds: AnswerBounds;
	/** How long a metric stays over a limit that it is under again. */
	readonly holdMs: number;
}

/** A poll, or an on-demand topic. */
export type RequestKind = 'poll' | OnDemandTopic | ExplainTopic;

/** A request by its number; `go` grants the turn it asked for, `abort` ends it. */
export interface ToWorker {
	readonly id: number;
	readonly kind: RequestKind | 'go' | 'abort';
	/** With a poll: how the daemon's bands are corrected. */
	readonly corrections?: Corrections | undefined;
}

/**
 * An answer to the request with that number: its result; a path that it needs a turn for; that this call is over; for a
 * poll, that the daemon responds and is computing its predictions; or the rejected parts, other than those that a fleet or
 * an explanation lists itself.
 */
export type FromWorker =
	| { readonly id: number; readonly result: unknown }
	| { readonly id: number; readonly wants: string }
	| { readonly id: number; readonly over: true }
	| { readonly id: number; readonly responds: true }
	| { readonly id: number; readonly rejected: readonly RejectedPart[] };
