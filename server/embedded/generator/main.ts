import { createServer } from 'node:http';
import { systemClock } from '../shared/clock.ts';
import { localTime } from '../shared/local-time.ts';
import { createProgramLog } from '../shared/program-log.ts';
import { createControlListener } from './control/listener.ts';
import { answerControl } from './control/routes.ts';
import { createDaemonClient } from './feed/daemon-client.ts';
import { Feeder } from './feed/feeder.ts';
import { malformedRecords } from './feed/malformed.ts';
import { parseArguments, USAGE } from './options.ts';
import { createSimulation } from './simulation/simulation.ts';

const parsed = parseArguments(process.argv.slice(2));
if (!parsed.ok) {
	process.stderr.write([...parsed.faults, USAGE, ''].join('\n'));
	process.exit(1);
}
const options = parsed.arguments;
const log = createProgramLog('generator');
const clock = systemClock;

const simulation = createSimulation({
	servers: options.servers,
	seed: options.seed,
	startAt: clock.now() - options.fillMinutes * 60_000,
	scenario: options.scenario,
	incidentsPerServerDay: options.incidentsPerServerDay
});
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
	extra() {
		const records = malformedRecords(malformed, localTime(simulation.at));
		malformed = 0;
		return records;
	},
	log
});
const control = {
	simulation,
	ticks: () => feeder.ticks,
	daemonUrl: options.daemonUrl,
	addMalformed(count: number) {
		malformed += count;
	}
};
const server = createServer(
	createControlListener(
		(method, path, body) => answerControl(method, path, body, control),
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
