import { createServer } from 'node:http';
import { systemClock } from '../shared/clock.ts';
import { createProgramLog } from '../shared/program-log.ts';
import { Daemon } from './daemon.ts';
import { Past } from './feed/past.ts';
import { parseArguments, USAGE } from './options.ts';
import { createKeyCheck } from './rest/api-key.ts';
import { createListener } from './rest/listener.ts';
import { RateLimit } from './rest/rate-limit.ts';
import { createRoutes } from './rest/routes.ts';
import { createStateFile } from './state/state-file.ts';
import { parseParts } from './state/state-parts.ts';

/** Enough for the records of several thousand servers in one batch, in bytes. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Half an hour of a 5-second feed. */
const WINDOW_RECORDS = 360;

/** The most that a crash may lose: one forecast step, in ms. */
const SAVE_EVERY_MS = 5 * 60_000;

const parsed = parseArguments(process.argv.slice(2));
if (!parsed.ok) {
	process.stderr.write([...parsed.faults, USAGE, ''].join('\n'));
	process.exit(1);
}
const options = parsed.arguments;
const log = createProgramLog('daemon');
/** A daemon that remembers has its own past: it is never given another. */
let past: Past | undefined;
const now = () => past?.now() ?? systemClock.now();

const stateFile = options.stateDir === undefined ? undefined : createStateFile(options.stateDir);
const daemonOptions = {
	now,
	windowRecords: WINDOW_RECORDS,
	windowMs: options.windowMinutes * 60_000
};
const continued = restored();
const daemon = continued ?? new Daemon(daemonOptions);
if (options.past && !continued) {
	past = new Past({ now: systemClock.now, newestAt: () => daemon.newestAt });
}

/** Returns the daemon in its stored state, if there is a readable one; an unreadable one is logged and left alone. */
function restored(): Daemon | undefined {
	try {
		const parts = stateFile?.read();
		return parts && new Daemon(daemonOptions, parseParts(parts));
	} catch (error) {
		log.warn(
			{ err: error, path: stateFile?.path },
			'the stored state is not usable: starting cold'
		);
		return undefined;
	}
}
const server = createServer(
	createListener({
		routes: createRoutes({
			daemon,
			now,
			past,
			startedAt: now(),
			stateDir: options.stateDir,
			stored: () => stateFile?.stored()
		}),
		keyCheck: createKeyCheck(process.env['TFT_API_KEY']),
		rateLimit: options.rateLimits ? new RateLimit(now) : undefined,
		maxBodyBytes: MAX_BODY_BYTES,
		onFault: (error, path) => log.error({ err: error, path }, 'a request failed')
	})
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

let saving = false;
setInterval(() => {
	if (!stateFile || saving) return;
	saving = true;
	stateFile
		.write(daemon.stateParts())
		.catch((error: unknown) => log.error({ err: error }, 'the state was not written'))
		.finally(() => (saving = false));
}, SAVE_EVERY_MS).unref();

function stop(): void {
	server.close();
	server.closeAllConnections();
	try {
		stateFile?.writeNow(daemon.stateParts());
	} catch (error) {
		log.error({ err: error }, 'the state was not written');
	}
	process.exit(0);
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (options.withParent) {
	process.stdin.once('close', stop);
	process.stdin.resume();
}
