import * as z from 'zod/mini';
import { problemSchema, type Result } from './protocol/problem.ts';

/** What the embedded generator can let happen to its fleet. */
export const SCENARIOS = ['healthy', 'degrading', 'critical', 'cascade'] as const;
export const scenarioSchema = z.enum(SCENARIOS);
export type Scenario = z.infer<typeof scenarioSchema>;

/** What /api/scenario answers, read or set. */
export const scenarioAnswerSchema = z.union([
	z.object({ ok: z.literal(true), value: z.object({ scenario: scenarioSchema }) }),
	z.object({ ok: z.literal(false), problem: problemSchema })
]);
export type ScenarioAnswer = Result<{ scenario: Scenario }>;

/** The demo's generator as the pages reach it; there is none when a real daemon feeds the screen. */
export interface DemoScenario {
	read(): Promise<ScenarioAnswer>;
	choose(scenario: Scenario): Promise<ScenarioAnswer>;
}
