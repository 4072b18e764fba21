import * as z from 'zod/mini';
import { problemSchema, type Result } from './protocol/problem.ts';

/** The scenarios of the embedded generator. */
export const SCENARIOS = ['healthy', 'degrading', 'critical', 'cascade'] as const;
export const scenarioSchema = z.enum(SCENARIOS);
export type Scenario = z.infer<typeof scenarioSchema>;

/** The answer of /api/scenario, to GET and POST. */
export const scenarioAnswerSchema = z.union([
	z.object({ ok: z.literal(true), value: z.object({ scenario: scenarioSchema }) }),
	z.object({ ok: z.literal(false), problem: problemSchema })
]);
export type ScenarioAnswer = Result<{ scenario: Scenario }>;

/** How pages control the demo's generator; absent with a real daemon. */
export interface DemoScenario {
	read(): Promise<ScenarioAnswer>;
	choose(scenario: Scenario): Promise<ScenarioAnswer>;
}
