import { ageMsAt } from '#client/update.ts';
import { clockTime } from '#core/format.ts';
import { isTopic, type Topic } from '#core/protocol/topic.ts';
import type { StateOf } from '#core/topics/schema-of.ts';
import { complaintFrom, connect } from '../connect.ts';
import { connectionInWords, monitorConnection } from '../connection-monitor.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Complaint, whereabouts, type Address, type Shell } from '../shell.ts';
import { harmless } from '../terminal/harmless.ts';
import { stateLines } from '../text/state-lines.ts';

export interface WatchOptions {
	readonly json: boolean;
	/** How often states are wanted, in ms; absent for every tick. */
	readonly everyMs?: number;
	/** Ends after so many states. */
	readonly count?: number;
}

/**
 * Follows one topic until it is stopped: prints each state, and each change of the connection. A slow reader gets the
 * newest state and no backlog.
 * @throws Complaint for a topic that does not exist, and for a refusal
 */
export async function watch(
	topic: string,
	{ json, everyMs, count = Infinity }: WatchOptions,
	address: Address,
	shell: Shell
): Promise<ExitCode> {
	const { out, err, clock } = shell;
	if (!isTopic(topic)) throw new Complaint(`There is no topic "${harmless(topic)}".`, EXIT.usage);
	const client = connect(address, shell, everyMs === undefined ? {} : { everyMs });
	const tellJson = (line: object) => out.write(`${JSON.stringify(line)}\n`);
	monitorConnection(client, (connection) => {
		if (json) void tellJson({ event: 'connection', ...connection });
		// A refusal ends the loop below, and is reported then.
		else if (connection.kind !== 'refused')
			void err.write(`${connectionInWords(connection)} (${harmless(whereabouts(address))})\n`);
	});
	if (json) {
		client.on('gap', (gap) => void tellJson({ event: 'gap', ...gap }));
		client.on('notice', (notice) => void tellJson({ event: 'notice', ...notice }));
		client.on('warmup', (warmup) => void tellJson({ event: 'warmup', ...warmup }));
	}
	let seen = 0;
	let before: StateOf<Topic> | undefined;
	try {
		for await (const { state, revision, update } of client.followNamed(topic)) {
			const { tick, at } = update;
			if (json) {
				const ageMs = ageMsAt(clock.now(), update);
				await tellJson({
					event: 'state',
					topic,
					...revision,
					tick,
					at,
					...(ageMs === undefined ? {} : { ageMs: Math.round(ageMs) }),
					state
				});
			} else {
				const time = out.style.dim(clockTime(at, 'viewer'));
				const lines = stateLines(topic, before, state, out.style);
				await out.write(lines.map((line) => `${time}  ${line}\n`).join(''));
			}
			before = state;
			if (++seen >= count) break;
		}
		return EXIT.done;
	} catch (error) {
		throw complaintFrom(error);
	} finally {
		client.close();
	}
}
