import type { Warmup } from '#core/protocol/daemon.ts';
import { connect, onRefusal } from '../connect.ts';
import { connectionInWords, monitorConnection } from '../connection-monitor.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Complaint, whereabouts, type Address, type Shell } from '../shell.ts';
import { harmless } from '../terminal/harmless.ts';
import { progressLine, warmupInWords } from '../terminal/progress.ts';

export interface WaitWarmOptions {
	readonly json: boolean;
	/** The deadline; absent: never. */
	readonly timeoutMs?: number;
}

/** Returns to the start of the line and clears it. */
const AGAIN = '\r\u001b[K';

/**
 * Ends when the daemon has enough data to forecast. It waits through every problem except a refusal, and reports it.
 * @throws Complaint for a refusal, and at the deadline
 */
export function waitWarm(
	{ json, timeoutMs }: WaitWarmOptions,
	address: Address,
	shell: Shell
): Promise<ExitCode> {
	const { out, err, clock } = shell;
	const client = connect(address, shell);
	const bar = out.terminal && !json;
	let warmup: Warmup | undefined;
	let told = '';

	function draw(): void {
		if (!warmup) return;
		if (bar) return void out.write(`${AGAIN}${progressLine(warmup, out.columns)}`);
		const line = json ? JSON.stringify(warmup) : warmupInWords(warmup);
		if (line !== told) void out.write(`${line}\n`);
		told = line;
	}

	return new Promise((resolve, reject) => {
		const stops: (() => void)[] = [];
		function end(finish: () => void): void {
			for (const stop of stops.splice(0)) stop();
			client.close();
			finish();
		}
		function ready(): void {
			if (bar) void out.write(AGAIN);
			if (!json) void out.write('Ready: the daemon is forecasting.\n');
			else if (!warmup || warmup.phase !== 'ready')
				void out.write(
					`${JSON.stringify({ phase: 'ready', progressPercent: 100, message: '' })}\n`
				);
			end(() => resolve(EXIT.done));
		}
		function look(): void {
			// The warm-up stays `ready`: only a daemon that is healthy now counts.
			const { link, daemon, freshness } = client;
			if (link === 'joined' && daemon?.state === 'live' && freshness.kind === 'live') ready();
		}
		monitorConnection(client, (connection) => {
			if (['live', 'warming', 'refused'].includes(connection.kind)) return;
			if (bar && warmup) void out.write(AGAIN);
			void err.write(`${connectionInWords(connection)} (${harmless(whereabouts(address))})\n`);
		});
		stops.push(
			client.on('warmup', (next) => {
				warmup = next;
				draw();
				look();
			}),
			client.on('daemon', look),
			client.on('joined', look),
			client.on('freshness', look),
			onRefusal(client, (complaint) => end(() => reject(complaint))),
			client.on('closed', () => {
				if (bar && warmup) void out.write('\n');
				end(() => resolve(EXIT.unknown));
			}),
			shell.onResize(draw)
		);
		if (timeoutMs !== undefined)
			stops.push(
				clock.after(timeoutMs, () => {
					if (bar && warmup) void out.write('\n');
					const sentence = `Not ready after ${timeoutMs / 1000} s.`;
					end(() => reject(new Complaint(sentence, EXIT.unknown)));
				})
			);
		client.show(['summary']);
	});
}
