import type * as z from 'zod/mini';
import { serverOfTopic, type FleetTopic, type Topic } from '../protocol/topic.ts';
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
	cascade: CascadeState;
}

/** The state of a topic, by its name. */
export type StateOf<T extends Topic> = T extends FleetTopic ? FleetStates[T] : ServerState;

const FLEET_SCHEMAS = {
	summary: summarySchema,
	risk: riskSchema,
	metrics: metricsSchema,
	alerts: alertsSchema,
	cascade: cascadeSchema
} satisfies { [T in FleetTopic]: z.ZodMiniType<FleetStates[T]> };

/** What a state of this topic must look like. */
export function schemaOf(topic: Topic): z.ZodMiniType {
	return serverOfTopic(topic) === undefined ? FLEET_SCHEMAS[topic as FleetTopic] : serverSchema;
}
