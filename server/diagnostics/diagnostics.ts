import { isFleetTopic, type Topic } from '#core/protocol/topic.ts';
import { PROTOCOL_VERSION } from '#core/protocol/messages.ts';
import type { RejectedPart } from '#core/fleet.ts';
import type { JsonObject } from '#core/json/json.ts';
import type { DiagnosticsState } from '#core/topics/diagnostics.ts';
import type { Clock } from '../clock.ts';
import { hideSecrets } from '../hide-secrets.ts';
import type { Audience, StatusSource } from '../topics/status-topics.ts';
import type { PollResult } from '../upstream/poll.ts';
import { PollLog, type TickMoment } from './poll-log.ts';
import { TroubleLog } from './trouble-log.ts';
import type { Vitals } from './vitals.ts';

/** The names of topics listed; viewers may watch any name, so the rest are only counted. */
const NAMED_TOPICS = 50;

export interface DiagnosticsDeps {
	readonly clock: Clock;
	readonly vitals: Vitals;
	readonly version: string;
	readonly nodeVersion: string;
	/** Undefined: the embedded daemon, whose address is private. */
	readonly daemonUrl: URL | undefined;
	/** Removed from a daemon's answers and topics' names before these are shown. */
	readonly secrets: readonly (string | undefined)[];
}

/** Collects the state of Fleetcast itself as it happens, and composes it only while it is watched. */
export function createDiagnostics(deps: DiagnosticsDeps) {
	const { clock, vitals } = deps;
	const hide = hideSecrets(deps.secrets);
	const polls = new PollLog();
	const troubles = new TroubleLog();
	const startedAt = clock.now();
	let daemon: DiagnosticsState['daemon'] = {
		embedded: deps.daemonUrl === undefined,
		// Scheme, host and port: no user, no password, no path, no query.
		...(deps.daemonUrl && { address: `${deps.daemonUrl.protocol}//${deps.daemonUrl.host}` })
	};

	function state(audience: Audience): DiagnosticsState {
		const topics = namesOf(audience.watched());
		const loopDelay = vitals.loopDelay();
		return {
			versions: { fleetcast: deps.version, node: deps.nodeVersion, protocol: PROTOCOL_VERSION },
			startedAt,
			daemon,
			rounds: [...polls.over],
			viewers: audience.viewers(),
			rooms: audience.roomCount(),
			stalled: audience.backloggedCount(),
			topics: topics.slice(0, NAMED_TOPICS).map(hide),
			topicCount: topics.length,
			...(loopDelay && { loopDelay }),
			memory: vitals.memory(),
			setAside: troubles.rejected.map(({ path, reason, ...rest }) => ({
				...rest,
				path: hide(path),
				reason: hide(reason)
			})),
			problems: troubles.problems.map((problem) => ({ ...problem, detail: hide(problem.detail) }))
		};
	}

	const source: StatusSource = {
		topic: 'diagnostics',
		state: (audience) => state(audience) as unknown as JsonObject,
		rest: () => vitals.rest()
	};

	return {
		source,
		/** A poll has ended, well or not, and is about to be published. */
		onPoll(result: PollResult, moment: TickMoment): void {
			polls.begin(result, moment);
			troubles.polled(result, moment.at);
			daemon = { ...daemon, ...seenIn(result) };
		},
		/** The wall clock was changed; in words. */
		onClock: (at: number, detail: string) => troubles.note({ at, kind: 'clock-set', detail }),
		onRejectedParts: (parts: readonly RejectedPart[]) => troubles.noteRejected(parts),
		/** A packet was sent; only tick packets are counted. */
		onSent(event: string, bytes: number, recipients: number): void {
			if (event === 'tick') polls.sent(bytes, recipients);
		}
	};
}

function namesOf(watched: ReadonlySet<Topic>): Topic[] {
	const names = [...watched].sort();
	return [...names.filter(isFleetTopic), ...names.filter((name) => !isFleetTopic(name))];
}

/** Returns what a poll says about the daemon; the rest stays as last known. */
function seenIn({ status, fleet }: PollResult): Partial<DiagnosticsState['daemon']> {
	const { rows, forecasts } = (fleet.ok ? fleet.value.fleet : undefined) ?? {};
	return {
		...(status.ok && { tickCount: Math.max(0, Math.round(status.value.tickCount)) }),
		...(status.ok &&
			status.value.windowSize !== undefined && { windowSize: status.value.windowSize }),
		...(rows && { servers: rows.length }),
		...(forecasts && { metrics: forecasts.metrics.length, steps: forecasts.steps })
	};
}
