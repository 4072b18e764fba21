import type { Corrections } from '#core/borne-out/correction-curve.ts';
import type { Fleet } from '#core/fleet.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import type { OutlookState } from '#core/topics/outlook.ts';
import type { AnswerBounds } from './answer-bounds.ts';
import { bounded } from './bounded.ts';
import type { DaemonClient } from './daemon-client.ts';
import { readFleet, type FleetLight } from './read-fleet.ts';
import type { RejectionSink } from './rejected-parts.ts';
import { readStatus, type StatusReading } from './status.ts';

/** A good answer, with its size on the wire and the time the daemon took. */
export interface FleetArrival {
	readonly fleet: Fleet;
	readonly bytes: number;
	readonly tookMs: number;
}

/** The result of one poll: whether the feed is live, how warm the daemon is, and the predictions. */
export interface PollResult {
	readonly status: Result<StatusReading>;
	readonly fleet: Result<FleetArrival>;
}

export interface PollOptions {
	readonly stepMinutes: number;
	readonly bounds: AnswerBounds;
	/** What the previous answer told of the future. */
	readonly outlookBefore?: OutlookState | undefined;
	/** How its bands are corrected. */
	readonly corrections?: Corrections | undefined;
	readonly overHold?: FleetLight['overHold'];
	/** Receives the rejected parts of the status; the fleet lists its own. */
	readonly rejected: RejectionSink;
	/** Called when the status has arrived, because the predictions may take long or never come. */
	readonly onResponse: () => void;
}

/** Polls once: the status, then exactly one call for predictions. An unreachable daemon is not called twice. */
export async function pollDaemon(
	client: DaemonClient,
	signal: AbortSignal,
	{ stepMinutes, bounds, outlookBefore: before, rejected, onResponse, ...light }: PollOptions
): Promise<PollResult> {
	const statusAnswer = await client.get('/status', signal);
	if (!statusAnswer.ok && CLOSED.has(statusAnswer.problem.kind))
		return { status: statusAnswer, fleet: statusAnswer };
	if (statusAnswer.ok) onResponse();
	const read = statusAnswer.ok ? readStatus(statusAnswer.value.body) : statusAnswer;
	const status = read.ok ? ok(bounded('status', read.value, bounds, rejected)) : read;
	const answer = await client.get('/predictions/current', signal);
	if (!answer.ok) {
		const overloaded = statusAnswer.ok && answer.problem.kind === 'daemon-timeout';
		return { status, fleet: overloaded ? OVERLOADED : answer };
	}
	const { body, bytes, tookMs } = answer.value;
	const fleet = readFleet(body, stepMinutes, bounds, { before, ...light });
	return { status, fleet: fleet.ok ? ok({ fleet: fleet.value, bytes, tookMs }) : fleet };
}

/** The daemon is reachable, so neither its address nor its absence is the cause. */
const OVERLOADED = err(
	'daemon-overloaded',
	'The daemon responds, but does not finish its predictions in time: it is overloaded.'
);

const CLOSED = new Set(['daemon-unreachable', 'daemon-timeout', 'rate-limited']);
