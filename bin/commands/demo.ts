import { isObject } from '#core/json/json.ts';
import { problemSchema } from '#core/protocol/problem.ts';
import { scenarioAnswerSchema, SCENARIOS, type Scenario } from '#core/scenario.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Complaint, whereabouts, type Address, type Shell } from '../shell.ts';
import { harmless } from '../terminal/harmless.ts';
import { problemInWords } from '../text/problem.ts';

const TIMEOUT_MS = 10_000;
/** All that an HTTP header can carry. */
const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;

export interface DemoOptions {
	readonly json: boolean;
	/** Absent: only shows the current scenario. */
	readonly scenario?: string;
}

/**
 * Chooses a scenario of the embedded generator.
 * @throws Complaint where there is no such scenario or no generator, and for a refusal
 */
export async function demo(
	{ json, scenario }: DemoOptions,
	address: Address,
	{ out, signal }: Shell
): Promise<ExitCode> {
	if (scenario !== undefined && !isScenario(scenario))
		throw new Complaint(`The scenarios are ${SCENARIOS.join(', ')}.`, EXIT.usage);
	const now = await ask(address, scenario, signal);
	const words = scenario === undefined ? 'The scenario is' : 'The scenario is now';
	await out.write(json ? `${JSON.stringify({ scenario: now })}\n` : `${words} ${now}.\n`);
	return EXIT.done;
}

function isScenario(text: string): text is Scenario {
	return (SCENARIOS as readonly string[]).includes(text);
}

async function ask(
	address: Address,
	scenario: Scenario | undefined,
	signal: AbortSignal
): Promise<Scenario> {
	const { token } = address;
	if (token !== undefined && !HEADER_TEXT.test(token))
		throw new Complaint(
			'FLEETCAST_TOKEN contains characters that no token has; check it.',
			EXIT.usage
		);
	const answer = await fetch(`${whereabouts(address)}/api/scenario`, {
		signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
		headers: {
			accept: 'application/json',
			...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
			...(scenario === undefined ? {} : { 'content-type': 'application/json' })
		},
		...(scenario === undefined ? {} : { method: 'POST', body: JSON.stringify({ scenario }) })
	})
		.then((response) => response.json() as Promise<unknown>)
		.catch(() => {
			throw new Complaint(
				`No answer from Fleetcast at ${harmless(whereabouts(address))}.`,
				EXIT.unknown
			);
		});
	const parsed = scenarioAnswerSchema.safeParse(answer);
	if (parsed.success && parsed.data.ok) return parsed.data.value.scenario;
	// The access rule answers before the page does, with the bare problem.
	const problem = problemSchema.safeParse(isObject(answer) ? answer['problem'] : undefined);
	throw new Complaint(
		problem.success ? problemInWords(problem.data) : 'Fleetcast answered something else.',
		EXIT.unknown
	);
}
