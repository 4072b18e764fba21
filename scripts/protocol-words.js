/** What docs/protocol.md says of each field and each problem: the schemas have their shapes, people need sentences. */

/** @type {Record<string, string>} */
export const SENTENCES = {
	'Revision.epoch': 'Identifies one run of the publisher; changes after a restart.',
	'Revision.seq': 'The state within that run: the number of the tick that published it.',
	'Handshake.protocol': 'The protocol version you speak: 1.',
	'Handshake.token': 'An access token, if one is required; at most 256 characters.',
	'Join.topics':
		'The topics to follow from now on, replacing any earlier ones: at most 16, each name at most 512 characters.',
	'Join.everyMs': 'How often you want states, in ms. Absent, or less than the tick: every tick.',
	'Join.since': 'Topic → the state you already hold.',
	'Join.replay': 'Show the topics as they were in the past; `everyMs` is ignored.',
	'Replay.at': 'Where to start.',
	'Replay.speed': 'A multiple of real time; 0 pauses.',
	'Joined.tick': 'The latest tick.',
	'Joined.at': 'When it was published.',
	'Joined.age': 'How old the states you now hold are, as in `Tick.age`.',
	'Joined.tickMs': 'How often the daemon is polled.',
	'Joined.everyMs':
		'How often you get states: the tick if you asked for none or for less; else 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240 or 300 s, never less than the tick.',
	'Joined.beatMs': 'At least one message arrives in each interval of this length.',
	'Joined.version': 'Fleetcast’s version and, after a `+`, its build.',
	'Joined.demo': 'Whether the data are simulated.',
	'Joined.daemon': 'As in the `daemon` event.',
	'Joined.warmup': 'As in the `warmup` event.',
	'Joined.replay': 'Present when the past is shown: where it starts, and the range that is kept.',
	'Joined.replay.at': 'Where it starts: a moment that is kept.',
	'Joined.replay.speed': 'As requested.',
	'Joined.replay.from': 'The oldest moment kept.',
	'Joined.replay.to': 'The newest moment kept.',
	'Joined.topics': 'Topic → what you get for it.',
	'Grant.via=snapshot': 'The full state was sent as a `snapshot` event just before this answer.',
	'Grant.via=patch': 'Apply it to the state you named in `since`.',
	'Grant.via=held': 'You already have the latest state.',
	'Grant.via=waiting': 'There is no state yet: the first one will arrive as a `snapshot`.',
	'Refreshed.outcome=fresh': 'Everyone got a new tick.',
	'Refreshed.outcome=wait': 'The daemon was not polled: it was polled a moment ago.',
	'Refreshed.tick': 'The number of that tick.',
	'Refreshed.waitMs': 'When you may try again.',
	'Snapshot.topic': 'Its topic.',
	'Snapshot.state': 'The full state: see Topics.',
	'Tick.tick': 'Counts from 1, failed rounds included.',
	'Tick.at': 'When it was published, by the server’s clock.',
	'Tick.age':
		'How old the states you hold after this packet are at most: how long ago the metrics behind them were fed to the daemon. Absent while unknown.',
	'Tick.patches': 'Empty when nothing changed: the tick doubles as the heartbeat.',
	'TopicPatch.since': 'Applies only to this state of the same epoch,',
	'TopicPatch.seq': 'and turns it into this one.',
	'Problem.kind': 'See Problems.',
	'Problem.detail': 'A sentence for people, without keys or addresses.',
	'Problem.waitMs': 'How long to wait, if known.',
	'DaemonHealth.state':
		'connecting: no response yet. warming: too little data. live. feed-silent: it responds but receives no metrics. degraded: the last response failed or was unusable. down: no good response for 2.5 ticks, or the key is refused.',
	'DaemonHealth.stale':
		'Whether the newest states are too old to be trusted: older than 2.5 ticks.',
	'DaemonHealth.since': 'When this state began.',
	'DaemonHealth.problem': 'Why.',
	'DaemonHealth.goodAt': 'When the last good response arrived.',
	'DaemonHealth.dataAt': 'When the feed behind the daemon was last seen to move.',
	'DaemonHealth.measuredAt':
		'When the metrics behind the newest states were fed, at the earliest: it stands still while the responses fail, even if the feed moves.',
	'DaemonHealth.tickMs':
		'How often the daemon is polled at present, while it takes too long to be polled every tick.',
	'DaemonHealth.retryAt': 'When it will be polled again.',
	'Warmup.phase':
		'ready: there is enough data to forecast, which does not mean that the daemon is up now.',
	'Warmup.progressPercent': 'Moves smoothly.',
	'Warmup.ready': 'Servers with enough data,',
	'Warmup.total': 'out of this many.',
	'Warmup.message': 'For people.',
	'Warmup.remainingMs': 'An estimate.',
	'Notice.kind':
		'The server sends goodbye only: it is closing. Fleetcast’s own page creates new-version for itself, and its client reads kinds it does not know as other.',
	'Notice.detail': 'For people.',
	'Notice.version': 'Not sent: with new-version, the version.',
	'Notice.problem': 'Not sent: with new-version, why.',
	'RiskEntry.silent': 'Its values have not changed for ten ticks although the feed is alive.',
	'CountedRisk.steady':
		'The risk that counts in events, alerts and history, where it earns another level or severity than `score`.',
	'SummaryState.steady':
		'The percents that count in alerts, where they break another rule than those of now.',
	'RiskEntry.warming':
		'It has too little data to be forecast well: it is new, or the daemon is warming up.',
	'SummaryState.counts':
		'Servers by level; attention counts degraded, warning and critical together, unjudged the warming ones among the healthy, which a viewer does not call healthy yet, overLimit those with a metric over its warning limit now, held as in `Alert.over`.',
	'SummaryState.risk30mPercent': 'The daemon’s mean scores ×100, which it calls probabilities.',
	'SummaryState.highest': 'The 20 servers with the highest risk.',
	'SummaryState.attention': 'Servers that are not healthy, the 100 with the highest risk.',
	'SummaryState.setAside': 'How many parts of the daemon’s response were malformed and left out.',
	'Alert.value':
		'p50 at the first step over the threshold, `minutes` ahead; 0 minutes where no crossing is predicted and the metric is over its limit already.',
	'Alert.over':
		'Present if the metric is over a limit at the moment of the state, or was within `LEVEL_HOLD_SECONDS`.',
	'OverNow.value': 'As it is now; while the metric is held, it is under `threshold`.',
	'OverNow.threshold': 'The lowest limit it is over.',
	'OverNow.minutes': 'For how long it has been over it, as far as was seen.',
	'OverNow.atLeast': 'Its beginning was not seen.',
	'OverNow.silent': 'The server is silent: this is of when it last reported.',
	'OutlookFleetState.all': 'The whole fleet.',
	'OutlookFleetState.profiles': 'By profile; of more than 20 the largest.',
	'OutlookFleetState.borneOut':
		'Metric → the profiles whose chances and crossings are by the band as borne out: corrected by Fleetcast’s own record of forecast against actual. All others are by the daemon’s band, as told.',
	'OutlookFleetState.overSince':
		'Server → since when the metric that its digits are about has been over its limit; absent for a silent server.',
	'OverSince.atLeast': 'Its beginning was not seen.',
	'OverAlongTime.now': 'Over a warning limit now, held as in `Alert.over`.',
	'OverAlongTime.likely': 'Over one at each step by p50.',
	'OverAlongTime.possible': 'By p90.',
	'OverAlongTime.likelyWithin':
		'Over one, by p50, now or at any step up to 0, 3, 6, 12, 24, 36, 48, 72 and 96: never fewer at a later one.',
	'OverAlongTime.possibleWithin': 'The same by p90.',
	'Alert.criticalMinutes': 'Present if the critical threshold is crossed too.',
	'Forecast.trend': 'Change per step.',
	'Forecast.borneOut':
		'How Fleetcast corrects this band by its own record; absent until enough has been seen. Each list has one number for each of the steps 1, 3, 6, 12, 24, 48 and 96, with straight lines between them: p10 falls by `lower` × (p50 − p10 + `scale`), p90 rises by `upper` × (p90 − p50 + `scale`), and p50 is moved into the band if it is outside. Percentages stay within 0 to 100, other known metrics above 0.',
	'CorrectionCurve.scale': 'The typical error of p50, in the metric’s unit.',
	'CorrectionCurve.lower': 'Outwards is above 0, inwards below.',
	'CorrectionCurve.upper': 'Outwards is above 0, inwards below.',
	'Forecast.p10':
		'One value per step ahead, 96 in all; a step is 5 minutes unless `STEP_MINUTES` says otherwise.',
	'Forecast.steps': 'The steps the quantiles are for, if not all: the past keeps only a few.',
	'ServerState.daemonLevel': 'The daemon’s own word for it.',
	'ServerState.alerts': 'Its own alerts, keyed as in `AlertsState`; absent if it has none.',
	'ServerState.metrics': 'By the daemon’s own metric names.',
	'Unavailable.failed':
		'Present where the daemon does not answer: why, and since when. Absent where it has no such thing.',
	'CascadeState.asOf': 'Present while the next answer is overdue: when this one was true.',
	'CascadeEventsState.asOf': 'As in `CascadeState`.',
	'DriftState.asOf': 'As in `CascadeState`.',
	'ModelsState.asOf': 'As in `CascadeState`.',
	'DriftState.measured':
		'False if the daemon never received anything to measure: its zeros mean nothing then.',
	'HistoryState.ticksFrom': 'Every tick from here on can be replayed.'
};

/** @type {Record<string, string>} */
export const PROBLEM_SENTENCES = {
	'daemon-unreachable': 'Nothing responds at the daemon’s address.',
	'daemon-timeout': 'The daemon takes too long to respond.',
	'daemon-slow': 'The last response took so long that it was old on arrival.',
	'daemon-overloaded': 'The daemon responds, but does not finish its predictions in time.',
	'daemon-error': 'The daemon responds with an error.',
	'daemon-malformed': 'The daemon’s response is malformed.',
	'daemon-too-large': 'The daemon’s response exceeds the size limit.',
	'daemon-blank': 'The daemon’s response contains no servers.',
	'daemon-not-offered': 'This daemon does not offer that.',
	'key-refused': 'The daemon refuses Fleetcast’s key.',
	'rate-limited': 'The daemon was polled too often.',
	'insufficient-data': 'The daemon does not have enough data yet.',
	'topic-unknown': 'One of the topics does not exist.',
	'topics-too-many': 'More than 16 topics in a join.',
	'message-malformed': 'The message does not match this page.',
	'message-flood': 'Too many messages; the connection is closed.',
	'protocol-too-old': 'Your protocol version is no longer supported.',
	'protocol-too-new': 'Your protocol version is newer than this Fleetcast.',
	'origin-refused': 'Pages of this origin may not connect: see the setting `ORIGINS`.',
	'token-refused': 'No valid token was sent.',
	'role-refused': 'Only operators may do this.',
	'connections-too-many': 'All connections are in use, or too many arrive at once.',
	'join-late': 'No join arrived in time; the connection is closed.',
	'join-superseded': 'Your next join arrived before this one was answered.',
	'viewer-stalled': 'You read nothing for a minute; the connection is closed.',
	'history-absent': 'No history is kept, or none of that moment.',
	'history-broken': 'The history cannot be read at the moment.',
	'history-busy':
		'Too many history queries are waiting, or the demo’s past is still being simulated.',
	'query-cancelled': 'The query was cancelled before its answer.',
	'internal-error': 'Fleetcast itself failed; its log says how.',
	'replays-too-many': 'Too many viewers are replaying the past.',
	'server-closing': 'Fleetcast is shutting down, or the connection was lost.',
	unknown: 'Never sent: what Fleetcast’s own client makes of a kind it does not know.'
};
