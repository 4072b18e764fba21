import type { ClientClock } from '#client/clock.ts';
import type { FleetClient } from '#client/fleet-client.ts';
import { serverTopic, type Topic } from '#core/protocol/topic.ts';
import { connect } from '../connect.ts';
import { monitorConnection } from '../connection-monitor.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { whereabouts, type Address, type Shell } from '../shell.ts';
import { harmless } from '../terminal/harmless.ts';
import { problemInWords } from '../text/problem.ts';
import { statusLines, statusOf, type Status } from '../text/status.ts';

export interface StatusOptions {
	readonly json: boolean;
	/** One server instead of the fleet. */
	readonly server?: string;
	/** How long to wait for an answer. */
	readonly timeoutMs: number;
}

/** Prints once how the fleet, or one server, is; the exit code is the same answer. */
export async function status(
	{ json, server, timeoutMs }: StatusOptions,
	address: Address,
	shell: Shell
): Promise<ExitCode> {
	const { out, err, clock, signal } = shell;
	const client = connect(address, shell);
	const connection = monitorConnection(client, () => undefined);
	const topics: Topic[] = server === undefined ? ['summary'] : [serverTopic(server)];
	client.show(topics);
	await settled(client, topics, timeoutMs, clock);
	// Stopped before there was an answer: nothing is known.
	if (signal.aborted) return EXIT.unknown;
	const found = statusOf({
		freshness: client.freshness,
		link: client.link,
		problem: client.problem,
		daemon: client.daemon,
		servers: client.state('summary')?.counts.total,
		at: client.update?.at,
		demo: connection.demo(),
		summary: client.state('summary'),
		...(server === undefined
			? {}
			: { server: { name: server, state: client.state(serverTopic(server)) } }),
		tick: client.update?.tick,
		ageMs: client.ageMs()
	});
	const { link, problem } = client;
	client.close();
	if (json) await out.write(`${JSON.stringify(found satisfies Status)}\n`);
	else await out.write(`${statusLines(found, out.style).join('\n')}\n`);
	if (link === 'refused' && problem) await err.write(`${problemInWords(problem)}\n`);
	else if (link !== 'joined')
		await err.write(`No answer from Fleetcast at ${harmless(whereabouts(address))}.\n`);
	return found.exitCode;
}

/**
 * Resolves once there is an answer: joined with every state present or known to be missing, refused, closed, or timed out.
 */
function settled(
	client: FleetClient,
	topics: readonly Topic[],
	timeoutMs: number,
	clock: ClientClock
): Promise<void> {
	return new Promise((resolve) => {
		const stops: (() => void)[] = [];
		const end = () => {
			for (const stop of stops.splice(0)) stop();
			resolve();
		};
		const look = () => {
			const { daemon } = client;
			const unreached = client.link === 'refused' || client.link === 'offline';
			const missing = topics.some((topic) => client.state(topic) === undefined);
			const waiting = daemon?.state === 'connecting';
			// A warm-up takes minutes, and its first states come at its end.
			const hopeless = unreached || daemon?.stale === true || daemon?.state === 'warming';
			if (hopeless || (client.link === 'joined' && !missing && !waiting)) end();
		};
		stops.push(
			clock.after(timeoutMs, end),
			client.on('joined', look),
			client.on('topic', look),
			client.on('daemon', look),
			client.on('link', look),
			client.on('closed', end)
		);
	});
}
