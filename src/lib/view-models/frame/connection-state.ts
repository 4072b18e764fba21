import { counted, elapsed } from '#core/format.ts';
import type { Freshness, Link } from '#core/freshness.ts';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import type { Problem, ProblemKind } from '#core/protocol/problem.ts';

/** The states of the connection; each has its own word and shape. */
export type ConnectionStateKind =
	| 'connecting'
	| 'warming'
	| 'live'
	| 'past'
	| 'degraded'
	| 'feed-silent'
	| 'stale'
	| 'down'
	| 'offline'
	| 'refused';

export interface ConnectionState {
	readonly kind: ConnectionStateKind;
	readonly headline: string;
	/** Since when it has been so, in ms since 1970. */
	readonly since?: number;
	/** The reason, as a sentence. */
	readonly reason?: string;
	/** What the user can do about it. */
	readonly cure?: string;
}

export interface ConnectionFacts {
	readonly freshness: Freshness;
	readonly link: Link;
	/** Why there is no connection, where the server said. */
	readonly problem: Problem | undefined;
	readonly daemon: DaemonHealth | undefined;
	/** How many servers are on screen, once known. */
	readonly servers: number | undefined;
	/** The time of the last update, in ms since 1970. */
	readonly at: number | undefined;
	/** Whether the data come from the embedded daemon. */
	readonly demo: boolean;
	/** Whether the user is viewing the past. */
	readonly past?: boolean;
}

/**
 * Returns the state of the connection. Green is only for a joined and fresh screen: a page that has just loaded, or has
 * just lost its connection, is not live, however fresh its data.
 */
export function connectionStateOf(facts: ConnectionFacts): ConnectionState {
	const { freshness, daemon, at } = facts;
	switch (freshness.kind) {
		case 'waiting':
			return waiting(facts);
		case 'live':
			if (facts.link === 'offline') return OFFLINE;
			if (facts.past) return { kind: 'past', headline: 'Connected, showing the past' };
			return daemon && facts.link === 'joined' ? answering(daemon, facts) : waiting(facts);
		case 'stale':
			break;
	}
	switch (freshness.cause) {
		case 'refused':
			return refusing(facts);
		case 'offline':
			return sinceOf(OFFLINE, at);
		case 'silence':
			return sinceOf(
				{ kind: 'stale', headline: 'Stale', reason: 'No messages from Fleetcast.' },
				at
			);
		case 'daemon':
			return daemon ? failing(daemon, facts) : sinceOf({ kind: 'stale', headline: 'Stale' }, at);
	}
}

const OFFLINE: ConnectionState = { kind: 'offline', headline: 'Offline, reconnecting' };

function waiting({ daemon }: ConnectionFacts): ConnectionState {
	return daemon?.state === 'warming'
		? { kind: 'warming', headline: 'Warming up' }
		: { kind: 'connecting', headline: 'Connecting' };
}

function answering(daemon: DaemonHealth, { servers }: ConnectionFacts): ConnectionState {
	switch (daemon.state) {
		case 'connecting':
			return { kind: 'connecting', headline: 'Connecting to the daemon' };
		case 'warming':
			return { kind: 'warming', headline: 'Warming up' };
		case 'live':
			return {
				kind: 'live',
				headline: servers === undefined ? 'Live' : `Live: ${counted(servers, 'server')}`,
				...(daemon.tickMs === undefined ? {} : { reason: slowInWords(daemon.tickMs) })
			};
		case 'degraded':
		case 'feed-silent':
		case 'down':
			return {
				kind: 'degraded',
				headline: 'Live, with trouble',
				since: daemon.since,
				...reasonOf(daemon.problem, 'The daemon’s last response was unusable.')
			};
	}
}

function refusing({ problem, demo }: ConnectionFacts): ConnectionState {
	const cure = problem && cureInWords(problem.kind, demo);
	return {
		kind: 'refused',
		headline: 'Refused',
		...reasonOf(problem, 'Fleetcast refused this page.'),
		...(cure === undefined ? {} : { cure })
	};
}

function failing(daemon: DaemonHealth, { demo, at }: ConnectionFacts): ConnectionState {
	if (daemon.state === 'feed-silent') {
		return sinceOf(
			{
				kind: 'feed-silent',
				headline: 'No new data',
				reason: 'The daemon responds but receives no metrics.',
				cure: 'Check the feed to the daemon.'
			},
			daemon.dataAt ?? daemon.since
		);
	}
	const down = daemon.state === 'down';
	// A slow daemon answered a moment ago, but its data are older.
	const late = daemon.problem?.kind === 'daemon-slow';
	const cure = daemon.problem && cureInWords(daemon.problem.kind, demo);
	return {
		kind: down ? 'down' : 'stale',
		headline: headlineOf(daemon),
		since: (down || late ? undefined : (daemon.goodAt ?? at)) ?? daemon.since,
		...reasonOf(daemon.problem, whyNoAnswer(daemon)),
		...(cure === undefined ? {} : { cure })
	};
}

function headlineOf({ state, problem }: DaemonHealth): string {
	if (problem?.kind === 'internal-error') return 'Fleetcast failing';
	if (problem?.kind === 'daemon-overloaded') return 'Daemon overloaded';
	if (state !== 'down') return 'Stale';
	return problem?.kind === 'daemon-timeout' ? 'Daemon not responding' : 'Daemon down';
}

/** For a daemon that reports no problem. */
function whyNoAnswer({ state, goodAt }: DaemonHealth): string {
	if (goodAt !== undefined) return 'The daemon’s last response was unusable.';
	// Fleetcast has restarted: the data on screen are from before.
	return state === 'warming'
		? 'The daemon is warming up and has no forecasts yet.'
		: 'Fleetcast has no response from the daemon yet.';
}

/** Says how long a slow daemon needs, as when it asks for fewer calls. */
function slowInWords(tickMs: number): string {
	return `The daemon is slow: new data every ${elapsed(tickMs)}.`;
}

function reasonOf(problem: Problem | undefined, otherwise: string): { reason: string } {
	return { reason: problem?.detail ?? otherwise };
}

function sinceOf(connection: ConnectionState, since: number | undefined): ConnectionState {
	return since === undefined ? connection : { ...connection, since };
}

function cureInWords(kind: ProblemKind, demo: boolean): string | undefined {
	const start = demo
		? 'The embedded daemon restarts automatically; if it does not come back, restart Fleetcast with npm start.'
		: 'Start the prediction daemon, or correct DAEMON_URL and restart Fleetcast.';
	const relieve = demo
		? 'Give this machine less to do, or set DEMO_SERVERS lower and restart Fleetcast.'
		: 'Raise TICK_SECONDS or DAEMON_TIMEOUT_SECONDS and restart Fleetcast, or see what else calls the daemon.';
	const cures: Partial<Record<ProblemKind, string>> = {
		'daemon-unreachable': start,
		'daemon-timeout': demo ? start : `${relieve} If it hangs, restart the daemon.`,
		'daemon-overloaded': relieve,
		'key-refused': 'Set TFT_API_KEY to the daemon’s key and restart Fleetcast.',
		'internal-error': 'See Fleetcast’s log; if it goes on, restart Fleetcast.',
		'token-refused': 'Sign in again.',
		'protocol-too-old': 'Reload the page.',
		'protocol-too-new': 'Reload the page.',
		'daemon-too-large': 'Raise DAEMON_MAX_MB and restart Fleetcast.'
	};
	return cures[kind];
}
