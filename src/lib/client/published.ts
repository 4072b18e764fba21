/** The public interface of the package `fleetcast/client`. */
export { createFleetClient, type FleetClient } from './fleet-client.ts';
export { FleetRefusal } from './refusal.ts';
export type { FleetClientOptions } from './options.ts';
export type { FollowOptions, Named } from './following.ts';
export type { FleetEvents, Timing } from './events.ts';
export type { Gap } from './replica.ts';
export type { Malformed } from './arrival.ts';
export type { Update } from './update.ts';
export { LEVELS, type Level } from '#core/levels/levels.ts';
export type { Freshness, Link } from '#core/freshness.ts';
export type { DaemonHealth, DaemonState, Notice, Warmup } from '#core/protocol/daemon.ts';
export {
	CADENCE_MS,
	MAX_TOPICS,
	PROTOCOL_VERSION,
	type Joined,
	type Refreshed,
	type Replay,
	type Revision
} from '#core/protocol/messages.ts';
export type { Cure, Problem, ProblemKind, Result } from '#core/protocol/problem.ts';
export {
	explainTopic,
	FLEET_TOPICS,
	isTopic,
	serverTopic,
	type ExplainTopic,
	type FleetTopic,
	type ServerTopic,
	type Topic
} from '#core/protocol/topic.ts';
export { chanceAt, stepAtChance } from '#core/outlook/chance-along.ts';
export { countsAlong } from '#core/outlook/fleet-outlook.ts';
export { OUTLOOK_STEPS } from '#core/outlook/horizons.ts';
export { firstLimit, type MetricOutlook } from '#core/outlook/metric-outlook.ts';
export { unpackOutlook } from '#core/outlook/pack.ts';
export type { ServerOutlook } from '#core/outlook/server-outlook.ts';
export type {
	OutlookFleetState,
	OutlookState,
	OverAlongTime,
	OverSince
} from '#core/topics/outlook.ts';
export type { FleetStates, StateOf } from '#core/topics/schema-of.ts';
export type {
	Alert,
	AlertsState,
	Attention,
	CascadeState,
	Forecast,
	MetricsState,
	OverNow,
	RiskEntry,
	RiskState,
	ServerState,
	SummaryState
} from '#core/topics/states.ts';
export type { Reading } from '#core/topics/reading.ts';
