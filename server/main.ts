import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import type { RejectedPart } from '#core/fleet.ts';
import { HOST_KEY } from '#core/host.ts';
import { releaseOf } from '#core/release.ts';
import { createAccess } from './access.ts';
import { readBuildId } from './build-id.ts';
import { createLoggedClock } from './clock-warning.ts';
import { readConfig } from './config.ts';
import { createDemo } from './demo.ts';
import { createDemoScenario } from './demo-scenario.ts';
import { createDiagnostics } from './diagnostics/diagnostics.ts';
import { processVitals } from './diagnostics/vitals.ts';
import { watchHistory } from './history-metrics.ts';
import { createHost } from './host.ts';
import { createHttp, type Http } from './http.ts';
import { startLifecycle, type Stop } from './lifecycle.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { openHistory } from './open-history.ts';
import { createOutput } from './output.ts';
import { builtPages, developmentPages } from './pages.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { openLater } from './past/later-history.ts';
import { rejectedLog } from './rejected-log.ts';
import { readDotEnv } from './settings/dot-env.ts';
import { mistakenNames } from './settings/similar-name.ts';
import { SETTINGS } from './settings/table.ts';
import { createIngest } from './upstream/ingest.ts';

/** A file of the server changed: scripts/dev.mjs restarts it. */
const RESTART = 75;
const MINUTE_MS = 60_000;

const { values: flags } = parseArgs({ options: { dev: { type: 'boolean', default: false } } });
const NAMES = Object.keys(SETTINGS);
const readText = (path: string | URL) => readFileSync(path, 'utf8');
const dotEnv = readDotEnv(readText, NAMES);
const read = readConfig({ ...dotEnv.values, ...process.env }, readText);
if (!read.ok || dotEnv.faults.length > 0) {
	const faults = [...dotEnv.faults, ...(read.ok ? [] : read.faults)];
	process.stderr.write(['Fleetcast cannot start:', ...faults, ''].join('\n'));
	process.exit(1);
}
const { config } = read;
const { version } = JSON.parse(readText(new URL('../package.json', import.meta.url))) as {
	version: string;
};
/** In development one page serves all builds: hot reloading replaces it. */
const build = flags.dev ? undefined : readBuildId(new URL('../build/', import.meta.url));
const release = releaseOf(version, build);
const isDemo = config.daemonUrl === undefined;
const daemonKey = isDemo ? randomBytes(32).toString('base64url') : config.daemonKey;
const output = createOutput(process.stdout);
// We write nothing there any more, but the pages' framework may.
createOutput(process.stderr);
const log = createLog({
	level: config.logLevel,
	secrets: [daemonKey],
	terminal: process.stdout.isTTY,
	write: output
});
for (const mistaken of mistakenNames(process.env, NAMES))
	log.warn(mistaken, 'unknown setting with a name similar to a known one');
const { clock, clockWarning, onJump } = createLoggedClock((words) => log.warn(words));
const metrics = createMetrics();
const diagnostics = createDiagnostics({
	clock,
	vitals: processVitals(),
	version: release,
	nodeVersion: process.version,
	daemonUrl: config.daemonUrl,
	secrets: [daemonKey]
});
onJump(diagnostics.onClock);
const access = createAccess(config);
const logRejected = rejectedLog(log);

const history = openLater(
	() => openHistory({ settings: config.history, clock, clockWarning, log }),
	'the past of the demo is being simulated first'
);
const demo = isDemo
	? createDemo({
			config,
			key: daemonKey ?? '',
			clock,
			log,
			environment: { PATH: process.env['PATH'], TZ: process.env['TZ'] },
			history
		})
	: undefined;
if (!demo?.recordsPast) history.open();

/** Both are made once there is a daemon to poll. */
let pipeline: Pipeline | undefined;
let http: Http | undefined;

const rejectionListeners = [
	metrics.pipeline.onRejectedParts,
	diagnostics.onRejectedParts,
	logRejected
];
const onRejectedParts = (parts: readonly RejectedPart[]) =>
	rejectionListeners.forEach((hear) => hear(parts));

function startPipeline(daemonUrl: string): Pipeline {
	const ingest = createIngest({
		baseUrl: daemonUrl,
		key: daemonKey,
		timeoutMs: config.daemonTimeoutMs,
		maxBytes: config.daemonMaxBytes,
		authorities: config.daemonAuthorities,
		stepMinutes: config.stepMinutes,
		bounds: config.answerBounds,
		holdMs: config.levelHoldMs,
		onRejectedParts,
		onWorkerLost: (error) => log.error({ err: error }, 'the ingest worker died')
	});
	return createPipeline({
		clock,
		random: Math.random,
		ingest,
		history,
		sampleEveryMs: config.stepMinutes * MINUTE_MS,
		thresholds: config.thresholds,
		holdMs: config.levelHoldMs,
		newEpoch: randomUUID,
		feedMs: config.feedMs,
		demandEveryMs: config.demandEveryMs,
		explainEveryMs: config.explainEveryMs,
		ownTopics: [diagnostics.source],
		gateway: {
			access,
			counts: {
				...metrics.gateway,
				sent(...packet) {
					metrics.gateway.sent(...packet);
					diagnostics.onSent(...packet);
				}
			},
			settings: {
				basePath: config.basePath,
				tickMs: config.tickMs,
				version: release,
				demo: isDemo,
				polling: config.polling,
				admissionPerSecond: config.admissionPerSecond,
				maxConnections: config.maxConnections,
				maxConnectionsPerAddress: config.maxConnectionsPerAddress,
				destroyUpgrade: !flags.dev
			}
		},
		events: {
			...metrics.pipeline,
			onTick(result, moment) {
				metrics.pipeline.onTick(result);
				if (result) diagnostics.onPoll(result, moment);
			},
			onRejectedParts,
			onProblem: (problem) => log.warn({ problem }, 'a poll of the daemon failed'),
			onRecovered: () => log.info('the daemon answers again'),
			onBroken: (error) => log.error({ err: error }, 'a part of a tick failed')
		}
	});
}

/** Waits for the daemon's address, starts listening, and ticks until shutdown. */
async function serve(signal: AbortSignal, stop: Stop): Promise<void> {
	const daemonUrl = config.daemonUrl?.href ?? (await demo?.start());
	if (daemonUrl === undefined || signal.aborted) return;
	const started = (pipeline = startPipeline(daemonUrl));
	metrics.watch('viewers', 'Open connections', () => started.gateway.viewers());
	metrics.watch('rooms', 'Sets of topics at a cadence', () => started.gateway.roomCount());
	watchHistory(metrics, history);
	metrics.watch('topics', 'Topics whose states are kept', () => started.currentState.ledger.size);
	(globalThis as Record<symbol, unknown>)[HOST_KEY] = createHost({
		config,
		access,
		pipeline: started,
		history: history.forPages,
		version: release,
		scenario: demo && createDemoScenario(demo.generatorUrl),
		onPageError: (error, request) => log.error({ err: error, request }, 'a page failed')
	});
	// Behind plain HTTP Kit assumes https; the server states the real protocol in this header.
	process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
	let pages: RequestListener = (_request, response) => void response.writeHead(503).end();
	http = createHttp({
		basePath: config.basePath,
		access,
		metrics,
		readiness: () => ({
			ready: started.ready(),
			detail: {
				version: release,
				demo: isDemo,
				daemon: started.currentState.daemon,
				viewers: started.gateway.viewers()
			}
		}),
		pages: (request, response) => pages(request, response)
	});
	const { server } = http;
	pages = flags.dev
		? await developmentPages(server, (file) => stop(`${file} changed`, RESTART))
		: await builtPages();
	// Engine.IO takes over the listeners that exist when it attaches.
	started.gateway.attach(server);
	server.listen(config.port, config.host);
	try {
		await once(server, 'listening');
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		const why = code === 'EADDRINUSE' ? `PORT ${config.port} is taken` : message;
		process.stderr.write(`Fleetcast cannot start: ${why}\n`);
		return stop(why, 1);
	}
	const { address, family, port } = server.address() as AddressInfo;
	const host = family === 'IPv6' ? `[${address}]` : address;
	const whereabouts = `Fleetcast ${version} is at http://${host}:${port}${config.basePath && `${config.basePath}/`}${isDemo ? ' (demo data)' : ''}`;
	// At a terminal a line to click; in a machine-read log, an entry like the others.
	if (process.stdout.isTTY) output(`\n${whereabouts}\n\n`);
	else log.info(whereabouts);
	void demo?.simulatePast();
	await started.run(signal);
}

const lifecycle = startLifecycle({
	clock,
	log,
	services: [{ name: 'pipeline', run: serve }],
	closers: [
		{ name: 'simulated past', close: () => demo?.stopPast() },
		{ name: 'pipeline', close: () => pipeline?.close() },
		{ name: 'history', close: () => history.close() },
		{ name: 'http', close: () => http?.close() },
		{ name: 'embedded daemon', close: () => demo?.close() }
	]
});
process.once('SIGTERM', () => lifecycle.stop('SIGTERM'));
process.once('SIGINT', () => lifecycle.stop('SIGINT'));
process.exit(await lifecycle.ended);
