import { parseArgs } from 'node:util';
import { MAX_SERVERS, MIN_SERVERS } from './simulation/fleet-plan.ts';
import { isScenario, SCENARIOS, type Scenario } from './simulation/scenario.ts';

interface GeneratorArguments {
	servers: number;
	port: number;
	host: string;
	daemonUrl: string;
	scenario: Scenario;
	seed: number;
	/** Simulated seconds per second. */
	speed: number;
	/** Simulated time between two samples of a server. */
	intervalMs: number;
	/** The simulated past that a daemon without data is given first. */
	fillMinutes: number;
	/** The time over which that past is posted. */
	fillSeconds: number;
	incidentsPerServerDay: number;
	/** The simulated past that waits to be called up over the control port, instead of the fill. */
	pastHours: number;
	/** Whether one server has a job that fills its memory every four hours, next time in 45 minutes. */
	story: boolean;
	withParent: boolean;
}

export type ParsedArguments =
	{ ok: true; arguments: GeneratorArguments } | { ok: false; faults: string[] };

export const USAGE = `Usage: npm run generator -- [options]
  --servers N             size of the fleet, ${MIN_SERVERS}–${MAX_SERVERS} (45)
  --daemon-url URL        where to feed (http://127.0.0.1:8000)
  --port N                control port, 0 for any free one (8001)
  --host ADDRESS          address to listen on (127.0.0.1)
  --scenario NAME         ${SCENARIOS.join(', ')} (healthy)
  --seed N                the same seed makes the same fleet (42)
  --speed N               simulated seconds per second, 0.1–1000 (1)
  --interval-seconds N    simulated time between samples, 1–300 (5)
  --fill-minutes N        first give a daemon without data so much simulated past, 0–10080 (15)
  --fill-seconds N        over how long that past is handed over, 0–600 (20)
  --incidents N           incidents per server and day, whatever the scenario, 0–24 (0.05)
  --past-hours N          begin so long ago, and wait there for POST /control/advance, 0–168 (0)
  --story                 a job fills one server's memory every 4 hours, the next time in 45 minutes
  --with-parent           stop when standard input closes
The environment variable TFT_API_KEY, when set, is sent along as X-API-Key.`;

/** Option, bounds, and whether it must be an integer. */
const NUMBERS = {
	servers: { least: MIN_SERVERS, most: MAX_SERVERS, whole: true },
	port: { least: 0, most: 65_535, whole: true },
	seed: { least: -(2 ** 31), most: 2 ** 32 - 1, whole: true },
	speed: { least: 0.1, most: 1_000, whole: false },
	'interval-seconds': { least: 1, most: 300, whole: false },
	'fill-minutes': { least: 0, most: 10_080, whole: false },
	'fill-seconds': { least: 0, most: 600, whole: false },
	incidents: { least: 0, most: 24, whole: false },
	'past-hours': { least: 0, most: 168, whole: false }
} as const;

/** Parses the command line; reports every error at once. */
export function parseArguments(args: readonly string[]): ParsedArguments {
	let values: Values;
	try {
		values = readValues(args);
	} catch (error) {
		return { ok: false, faults: [error instanceof Error ? error.message : String(error)] };
	}
	const faults: string[] = [];
	const numberOf = (name: keyof typeof NUMBERS): number => {
		const text = values[name];
		const { least, most, whole } = NUMBERS[name];
		const value = text.trim() ? Number(text) : NaN;
		if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
		faults.push(`--${name}: a ${whole ? 'whole ' : ''}number of ${least}–${most}, not "${text}"`);
		return NaN;
	};
	const { scenario } = values;
	const parsed = {
		servers: numberOf('servers'),
		port: numberOf('port'),
		host: values.host,
		daemonUrl: values['daemon-url'],
		seed: numberOf('seed'),
		speed: numberOf('speed'),
		intervalMs: numberOf('interval-seconds') * 1_000,
		fillMinutes: numberOf('fill-minutes'),
		fillSeconds: numberOf('fill-seconds'),
		incidentsPerServerDay: numberOf('incidents'),
		pastHours: numberOf('past-hours'),
		story: values.story,
		withParent: values['with-parent']
	};
	if (!isHttpUrl(parsed.daemonUrl)) {
		faults.push(`--daemon-url: an http or https address, not "${parsed.daemonUrl}"`);
	}
	if (!isScenario(scenario)) {
		return {
			ok: false,
			faults: [...faults, `--scenario: one of ${SCENARIOS.join(', ')}, not "${scenario}"`]
		};
	}
	return faults.length ? { ok: false, faults } : { ok: true, arguments: { ...parsed, scenario } };
}

type Values = ReturnType<typeof readValues>;

function readValues(args: readonly string[]) {
	return parseArgs({
		args: [...args],
		options: {
			servers: { type: 'string', default: '45' },
			port: { type: 'string', default: '8001' },
			host: { type: 'string', default: '127.0.0.1' },
			'daemon-url': { type: 'string', default: 'http://127.0.0.1:8000' },
			scenario: { type: 'string', default: 'healthy' },
			seed: { type: 'string', default: '42' },
			speed: { type: 'string', default: '1' },
			'interval-seconds': { type: 'string', default: '5' },
			'fill-minutes': { type: 'string', default: '15' },
			'fill-seconds': { type: 'string', default: '20' },
			incidents: { type: 'string', default: '0.05' },
			'past-hours': { type: 'string', default: '0' },
			story: { type: 'boolean', default: false },
			'with-parent': { type: 'boolean', default: false }
		}
	}).values;
}

function isHttpUrl(text: string): boolean {
	const url = URL.parse(text);
	return url?.protocol === 'http:' || url?.protocol === 'https:';
}
