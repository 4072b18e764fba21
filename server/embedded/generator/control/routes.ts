import { z } from 'zod';
import { MAX_SERVERS } from '../simulation/fleet-plan.ts';
import { isScenario, type Scenario } from '../simulation/scenario.ts';
import type { ScenarioChoice } from '../simulation/scenario-choice.ts';
import type { Simulation } from '../simulation/simulation.ts';

export interface ControlDeps {
	readonly simulation: Simulation;
	readonly choice: ScenarioChoice;
	readonly ticks: () => number;
	readonly daemonUrl: string;
	/** Puts this many malformed records into the next batch. */
	readonly addMalformed: (count: number) => void;
}

export interface ControlAnswer {
	status: number;
	body: unknown;
}

type Handler = (body: unknown, deps: ControlDeps) => ControlAnswer;

const ok = (body: unknown): ControlAnswer => ({ status: 200, body });
/** An error that the contract answers with a 200. */
const failed = (message: string) => ok({ status: 'error', message });

const MOST_LISTED = 10;
const DAY_SECONDS = 86_400;

const scenarioBody = z.object({ scenario: z.string() });
const silenceBody = z.object({
	servers: z.array(z.string()).min(1),
	seconds: z.number().min(0).max(DAY_SECONDS).optional()
});
const countBody = z.object({ count: z.number().int().min(1).max(100) });

const ROUTES: Record<string, Record<string, Handler>> = {
	'/': { GET: (_, { simulation, choice }) => ok(root(simulation, choice.scenario)) },
	'/status': {
		GET: (_, { simulation, choice, ticks, daemonUrl }) =>
			ok({
				running: true,
				scenario: choice.scenario,
				tick_count: ticks(),
				fleet_size: simulation.fleetSize,
				affected_servers: simulation.affected().length,
				inference_url: daemonUrl
			})
	},
	'/scenario/status': {
		GET: (_, { simulation, choice, ticks }) => {
			const affected = simulation.affected();
			return ok({
				scenario: choice.scenario,
				affected_servers: affected.slice(0, MOST_LISTED),
				total_affected: affected.length,
				fleet_size: simulation.fleetSize,
				tick_count: ticks()
			});
		}
	},
	'/scenario/set': { POST: withBody(scenarioBody, setScenario) },
	'/control/silence': {
		POST: withBody(silenceBody, ({ servers, seconds }, { simulation }) => {
			const silenced = simulation.silence(
				servers,
				seconds === undefined ? Infinity : seconds * 1_000
			);
			const unknown = servers.filter((name) => !silenced.includes(name));
			return unknown.length
				? failed(`Unknown servers: ${unknown.join(', ')}`)
				: ok({ status: 'success', servers: silenced, seconds: seconds ?? null });
		})
	},
	'/control/join': {
		POST: withBody(countBody, ({ count }, { simulation }) =>
			simulation.fleetSize + count > MAX_SERVERS
				? failed(`A fleet has at most ${MAX_SERVERS} servers`)
				: ok({ status: 'success', servers: simulation.join(count) })
		)
	},
	'/control/malformed': {
		POST: withBody(countBody, ({ count }, { addMalformed }) => {
			addMalformed(count);
			return ok({ status: 'success', records: count });
		})
	}
};

/** @param text the request's body; empty for a GET */
export function answerControl(
	method: string,
	path: string,
	text: string,
	deps: ControlDeps
): ControlAnswer {
	const methods = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
	if (!methods) return { status: 404, body: { detail: 'Not Found' } };
	const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
	if (!handler) return { status: 405, body: { detail: 'Method Not Allowed' } };
	if (method === 'GET') return handler(undefined, deps);
	try {
		return handler(JSON.parse(text), deps);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		return unprocessable([{ loc: ['body'], msg: error.message, type: 'value_error.jsondecode' }]);
	}
}

function withBody<Body>(
	schema: z.ZodType<Body>,
	handle: (body: Body, deps: ControlDeps) => ControlAnswer
): Handler {
	return (raw, deps) => {
		const parsed = schema.safeParse(raw);
		if (parsed.success) return handle(parsed.data, deps);
		return unprocessable(
			parsed.error.issues.map(({ path, message }) => ({
				loc: ['body', ...path],
				...(isMissing(raw, path)
					? { msg: 'field required', type: 'value_error.missing' }
					: { msg: message, type: 'value_error' })
			}))
		);
	};
}

const unprocessable = (detail: unknown): ControlAnswer => ({ status: 422, body: { detail } });

function isMissing(raw: unknown, [key]: readonly PropertyKey[]): boolean {
	return typeof raw === 'object' && raw !== null && key !== undefined && !(key in raw);
}

function setScenario(
	{ scenario }: z.infer<typeof scenarioBody>,
	{ simulation, choice, ticks }: ControlDeps
): ControlAnswer {
	if (!isScenario(scenario)) return failed(`Invalid scenario: ${scenario}`);
	const old = choice.scenario;
	choice.choose(scenario);
	return ok({
		status: 'success',
		old_scenario: old,
		new_scenario: scenario,
		affected_servers: simulation.affected().length,
		tick_count: ticks()
	});
}

function root(simulation: Simulation, scenario: Scenario) {
	return {
		service: 'Metrics Generator Daemon',
		version: '2.0-embedded',
		status: 'streaming',
		scenario,
		fleet_size: simulation.fleetSize,
		endpoints: {
			set_scenario: 'POST /scenario/set',
			scenario_status: 'GET /scenario/status',
			status: 'GET /status',
			silence: 'POST /control/silence',
			join: 'POST /control/join',
			malformed: 'POST /control/malformed',
			advance: 'POST /control/advance'
		}
	};
}
