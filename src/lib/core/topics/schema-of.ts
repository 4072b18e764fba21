import type * as z from 'zod/mini';
import {
	explainedServer,
	serverOfTopic,
	type ExplainTopic,
	type FleetTopic,
	type Topic
} from '../protocol/topic.ts';
import { cascadeEventsSchema, type CascadeEventsState } from './cascade-events.ts';
import { diagnosticsSchema, type DiagnosticsState } from './diagnostics.ts';
import { driftSchema, type DriftState } from './drift.ts';
import { explanationSchema, type ExplanationState } from './explanation.ts';
import { historyStateSchema, type HistoryState } from './history.ts';
import { modelsSchema, type ModelsState } from './models.ts';
import {
	outlookFleetSchema,
	outlookSchema,
	type OutlookFleetState,
	type OutlookState
} from './outlook.ts';
import {
	alertsSchema,
	cascadeSchema,
	metricsSchema,
	riskSchema,
	serverSchema,
	summarySchema,
	type AlertsState,
	type CascadeState,
	type MetricsState,
	type RiskState,
	type ServerState,
	type SummaryState
} from './states.ts';

/** The state of each fleet topic. */
export interface FleetStates {
	summary: SummaryState;
	risk: RiskState;
	metrics: MetricsState;
	alerts: AlertsState;
	outlook: OutlookState;
	'outlook-fleet': OutlookFleetState;
	cascade: CascadeState;
	'cascade-events': CascadeEventsState;
	drift: DriftState;
	models: ModelsState;
	history: HistoryState;
	diagnostics: DiagnosticsState;
}

/** The state of a topic, by its name. */
export type StateOf<T extends Topic> = T extends FleetTopic
	? FleetStates[T]
	: T extends ExplainTopic
		? ExplanationState
		: ServerState;

const FLEET_SCHEMAS = {
	summary: summarySchema,
	risk: riskSchema,
	metrics: metricsSchema,
	alerts: alertsSchema,
	outlook: outlookSchema,
	'outlook-fleet': outlookFleetSchema,
	cascade: cascadeSchema,
	'cascade-events': cascadeEventsSchema,
	drift: driftSchema,
	models: modelsSchema,
	history: historyStateSchema,
	diagnostics: diagnosticsSchema
} satisfies { [T in FleetTopic]: z.ZodMiniType<FleetStates[T]> };

/** Returns the schema of a topic's state. */
export function schemaOf(topic: Topic): z.ZodMiniType {
	if (serverOfTopic(topic) !== undefined) return serverSchema;
	if (explainedServer(topic) !== undefined) return explanationSchema;
	return FLEET_SCHEMAS[topic as FleetTopic];
}
