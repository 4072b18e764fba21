import { createFleetClient } from '#client/fleet-client.ts';
import { FleetRefusal } from '#client/refusal.ts';
import { clockTime } from '#core/format.ts';
import { isTopic, type Topic } from '#core/protocol/topic.ts';
import type { StateOf } from '#core/topics/schema-of.ts';
import { connectionInWords, watchConnection } from '../connection-watch.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Complaint, whereabouts, type Address, type Shell } from '../shell.ts';
import { harmless } from '../terminal/harmless.ts';
import { problemInWords } from '../text/problem.ts';
import { stateLines } from '../text/state-lines.ts';

export interface WatchOptions {
	readonly json: boolean;
	/** How often states are wanted, in ms; absent for every tick. */
	readonly everyMs?: number;
	/** Ends after so many states. */
	readonly count?: number;
}

/**
 * Follows one topic until it is stopped: each state, and each change of the connection. Who reads slowly gets the newest
 * state and no backlog.
 *
 * @throws Complaint for a topic that does not exist, and for a refusal
 */
export async function watch(
	topic: string,
	{ json, everyMs, count = Infinity }: WatchOptions,
	address: Address,
	{ out, err, clock, signal }: Shell
): Promise<ExitCode> {
	if (!isTopic(topic)) throw new Complaint(`There is no topic "${harmless(topic)}".`, EXIT.usage);
	const client = createFleetClient(address.url, {
		clock,
		signal,
		...(address.token === undefined ? {} : { token: address.token }),
		...(everyMs === undefined ? {} : { everyMs })
	});
	const tellJson = (line: object) => out.write(`${JSON.stringify(line)}\n`);
	watchConnection(client, (connection) => {
		if (json) void tellJson({ event: 'connection', ...connection });
		else void err.write(`${connectionInWords(connection)} (${harmless(whereabouts(address))})\n`);
	});
	if (json) {
		client.on('gap', (gap) => void tellJson({ event: 'gap', ...gap }));
		client.on('notice', (notice) => void tellJson({ event: 'notice', ...notice }));
		client.on('warmup', (warmup) => void tellJson({ event: 'warmup', ...warmup }));
	}
	let seen = 0;
	let before: StateOf<Topic> | undefined;
	try {
		for await (const state of client.follow(topic)) {
			const { tick, at } = client.update ?? {};
			if (json) {
				const ageMs = client.ageMs();
				await tellJson({
					event: 'state',
					topic,
					...client.revision(topic),
					tick,
					at,
					...(ageMs === undefined ? {} : { ageMs: Math.round(ageMs) }),
					state
				});
			} else {
				const time = at === undefined ? '' : `${out.style.dim(clockTime(at, 'viewer'))}  `;
				const lines = stateLines(topic, before, state, out.style);
				await out.write(lines.map((line) => `${time}${line}\n`).join(''));
			}
			before = state;
			if (++seen >= count) break;
		}
		return EXIT.done;
	} catch (error) {
		if (error instanceof FleetRefusal)
			throw new Complaint(problemInWords(error.problem), EXIT.unknown);
		throw error;
	} finally {
		client.close();
	}
}
