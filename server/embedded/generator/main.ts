import { createServer } from 'node:http';
import { systemClock } from '../shared/clock.ts';
import { localTime } from '../shared/local-time.ts';
import { createProgramLog } from '../shared/program-log.ts';
import { ADVANCE_PATH, answerAdvance } from './control/advance.ts';
import { createControlListener } from './control/listener.ts';
import { answerControl } from './control/routes.ts';
import { CalledPast } from './feed/called-past.ts';
import { createDaemonClient } from './feed/daemon-client.ts';
import { Feeder } from './feed/feeder.ts';
import { malformedRecords } from './feed/malformed.ts';
import { parseArguments, USAGE } from './options.ts';
import { ScenarioChoice } from './simulation/scenario-choice.ts';
import { createSimulation } from './simulation/simulation.ts';

const MINUTE_MS = 60_000;
const STEP_MS = 5 * MINUTE_MS;
/** How long after the start the story's first crossing comes: long enough to be met as a forecast. */
const STORY_LEAD_MS = 45 * MINUTE_MS;

const parsed = parseArguments(process.argv.slice(2));
if (!parsed.ok) {
	process.stderr.write([...parsed.faults, USAGE, ''].join('\n'));
	process.exit(1);
}
const options = parsed.arguments;
const log = createProgramLog('generator');
const clock = systemClock;

const pastMs = options.pastHours * 3_600_000;
/** Where a past ends: at a whole step of forecasts, so that it is the same whenever within the step it is made. */
const pastEndsAt = Math.floor(clock.now() / STEP_MS) * STEP_MS;

const simulation = createSimulation({
	servers: options.servers,
	seed: options.seed,
	startAt: pastMs ? pastEndsAt - pastMs : clock.now() - options.fillMinutes * MINUTE_MS,
	incidentsPerServerDay: options.incidentsPerServerDay,
	...(options.story ? { jobCrossesAt: pastEndsAt + STORY_LEAD_MS } : {})
});
const choice = new ScenarioChoice(simulation, options.scenario);
const past = pastMs
	? new CalledPast({ simulation, clock, intervalMs: options.intervalMs, endsAt: pastEndsAt })
	: undefined;
let malformed = 0;
const feeder = new Feeder({
	simulation,
	client: createDaemonClient({
		url: options.daemonUrl,
		key: process.env['TFT_API_KEY']?.trim(),
		fetch
	}),
	clock,
	intervalMs: options.intervalMs,
	speed: options.speed,
	fillSeconds: options.fillSeconds,
	past,
	onPresent: () => choice.begin(),
	extra() {
		const records = malformedRecords(malformed, localTime(simulation.at));
		malformed = 0;
		return records;
	},
	log
});
const control = {
	simulation,
	choice,
	ticks: () => feeder.ticks,
	daemonUrl: options.daemonUrl,
	addMalformed(count: number) {
		malformed += count;
	}
};
const server = createServer(
	createControlListener(
		(method, path, body) =>
			path === ADVANCE_PATH
				? answerAdvance(method, body, past)
				: answerControl(method, path, body, control),
		(error) => log.error({ err: error }, 'a control request failed')
	)
);

server.on('error', (error) => {
	log.fatal({ err: error }, 'cannot listen');
	process.exit(1);
});
server.listen(options.port, options.host, () => {
	const address = server.address();
	if (typeof address !== 'object' || !address) throw new Error('no address to listen on');
	const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
	process.stdout.write(JSON.stringify({ listening: `http://${host}:${address.port}` }) + '\n');
});

const stopping = new AbortController();
feeder.run(stopping.signal).catch((error: unknown) => {
	log.fatal({ err: error }, 'the feed broke');
	process.exit(1);
});

function stop(): void {
	stopping.abort();
	server.close();
	server.closeAllConnections();
	process.exit(0);
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (options.withParent) {
	process.stdin.once('close', stop);
	process.stdin.resume();
}
