import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { CADENCE_MS } from '#core/protocol/messages.ts';
import { FLEET_TOPICS } from '#core/protocol/topic.ts';
import { SCENARIOS } from '#core/scenario.ts';
import { demo } from './commands/demo.ts';
import { status } from './commands/status.ts';
import { top } from './commands/top.ts';
import { waitWarm } from './commands/wait-warm.ts';
import { watch } from './commands/watch.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Complaint, type Address, type Shell } from './shell.ts';
import { harmless } from './terminal/harmless.ts';

export interface ProgramDeps {
	readonly shell: Shell;
	readonly version: string;
	readonly token?: string;
	/** The default address: FLEETCAST_URL, or this machine. */
	readonly usualUrl: string;
}

interface Common {
	/** Absent where the command line has none. */
	readonly url?: URL;
	readonly json: boolean;
}

const EXIT_CODES = `
Exit codes:
  0   success; status: healthy
  1   status: a server is degraded or warning
  2   status: a server is critical
  3   status: stale, warming up, unreachable or refused; otherwise: refused or timed out
  64  invalid command line or FLEETCAST_URL
  70  a bug in fleetcast, or its output could not be written
  130 stopped by Ctrl-C

Environment: FLEETCAST_TOKEN is the access token, FLEETCAST_URL the default for --url.`;

const TOPICS = `
Topics: ${FLEET_TOPICS.join(', ')},
        server/<name>, explain/<name>`;

/** What the actions of the commands share. */
interface Session {
	readonly shell: Shell;
	readonly address: (options: Common) => Address;
	/** Called with a command's exit code; `judged` if the code itself is the answer, whether or not the text was read. */
	readonly onDone: (code: ExitCode, judged?: boolean) => void;
}

/** Runs the command line; an error that is no bug is thrown as a Complaint. */
export async function runProgram(
	words: readonly string[],
	{ shell, version, token, usualUrl }: ProgramDeps
): Promise<ExitCode> {
	let exitCode: ExitCode = EXIT.done;
	let isJudged = false;
	let written = Promise.resolve();
	const program = new Command('fleetcast')
		.description('Follows a Fleetcast server from the terminal.')
		.version(version)
		.addOption(
			new Option(
				'--url <url>',
				`address of Fleetcast, base path included (default: ${harmless(usualUrl)})`
			).argParser(urlOf)
		)
		.option('--json', 'one JSON object per line, for programs', false)
		.configureHelp({ showGlobalOptions: true })
		.addHelpText('after', EXIT_CODES)
		.exitOverride()
		.configureOutput({
			writeOut: (text) => (written = shell.out.write(text)),
			// The caller prints it once, as a sentence.
			writeErr: () => undefined,
			getOutHelpWidth: () => shell.out.columns
		});
	const session: Session = {
		shell,
		address: ({ url = usual(usualUrl) }) => ({ url, ...(token && { token }) }),
		onDone(code, judged = false) {
			exitCode = code;
			isJudged = judged;
		}
	};
	for (const add of [addWatch, addStatus, addWaitWarm, addTop, addDemo]) add(program, session);

	try {
		if (words.length > 0) await program.parseAsync(words, { from: 'user' });
		else {
			program.outputHelp();
			exitCode = EXIT.usage;
		}
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.exitCode !== 0) throw new Complaint(sentenceOf(error), EXIT.usage);
	}
	await written;
	const fault = shell.writeFault();
	if (fault === undefined) return exitCode;
	const sentence = `The output could not be written: ${fault}.`;
	if (!isJudged) throw new Complaint(sentence, EXIT.fault);
	await shell.err.write(`fleetcast: ${sentence}\n`);
	return exitCode;
}

function addWatch(program: Command, { shell, address, onDone }: Session): void {
	program
		.command('watch')
		.description('follow one topic and print what changes')
		.argument('<topic>', 'such as risk, alerts, server/ppdb001')
		.option('--every <seconds>', 'how often, 5 to 300 (default: every tick)', cadenceOf)
		.option('--count <states>', 'exit after this many states', countOf)
		.addHelpText('after', TOPICS)
		.action(async (topic: string, _options, command: Command) => {
			const options = command.optsWithGlobals<Common & { every?: number; count?: number }>();
			const { json, every, count } = options;
			const how = {
				json,
				...(every === undefined ? {} : { everyMs: every }),
				...(count === undefined ? {} : { count })
			};
			onDone(await watch(topic, how, address(options), shell));
		});
}

function addStatus(program: Command, { shell, address, onDone }: Session): void {
	program
		.command('status')
		.description('print the state of the fleet once; the exit code says it too')
		.argument('[server]', 'one server instead of the fleet')
		.option('--timeout <seconds>', 'how long to wait for an answer', secondsOf, 10_000)
		.action(async (server: string | undefined, _options, command: Command) => {
			const options = command.optsWithGlobals<Common & { timeout: number }>();
			const how = {
				json: options.json,
				timeoutMs: options.timeout,
				...(server === undefined ? {} : { server })
			};
			onDone(await status(how, address(options), shell), true);
		});
}

function addWaitWarm(program: Command, { shell, address, onDone }: Session): void {
	program
		.command('wait-warm')
		.description('wait until the daemon has enough data to forecast')
		.option('--timeout <seconds>', 'give up after this long (default: never)', secondsOf)
		.action(async (_options, command: Command) => {
			const options = command.optsWithGlobals<Common & { timeout?: number }>();
			const { json, timeout } = options;
			const how = { json, ...(timeout === undefined ? {} : { timeoutMs: timeout }) };
			onDone(await waitWarm(how, address(options), shell));
		});
}

function addTop(program: Command, { shell, address, onDone }: Session): void {
	program
		.command('top')
		.description('show the fleet as a live table; q or Ctrl-C quits')
		.action(async (_options, command: Command) => {
			onDone(await top(address(command.optsWithGlobals<Common>()), shell));
		});
}

function addDemo(program: Command, { shell, address, onDone }: Session): void {
	program
		.command('demo')
		.description('play a scenario on the demo fleet, or print the current one')
		.argument('[scenario]', SCENARIOS.join(', '))
		.action(async (scenario: string | undefined, _options, command: Command) => {
			const options = command.optsWithGlobals<Common>();
			const how = { json: options.json, ...(scenario === undefined ? {} : { scenario }) };
			onDone(await demo(how, address(options), shell));
		});
}

/** Commander's own words without its prefix, and where to read more. */
function sentenceOf({ message }: CommanderError): string {
	const plain = message.replace(/^error: /, '').replace(/\n/g, ' ');
	return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.)]$/.test(plain) ? '' : '.'} See fleetcast --help.`;
}

const URL_RULE = 'must begin with http:// or https://.';

function webUrl(text: string): URL | undefined {
	const url = URL.parse(text);
	return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

function urlOf(text: string): URL {
	const url = webUrl(text);
	if (!url) throw new InvalidArgumentError(`It ${URL_RULE}`);
	return url;
}

/** Read only where it is needed: `--help` and `--url` work without it. */
function usual(text: string): URL {
	const url = webUrl(text);
	if (!url) throw new Complaint(`FLEETCAST_URL ${URL_RULE}`, EXIT.usage);
	return url;
}

/** Node's timers hold no more than 2³¹ ms, and fire at once for more. */
const LONGEST_S = 24 * 86_400;

function secondsOf(text: string): number {
	const seconds = Number(text);
	if (!(seconds > 0 && seconds <= LONGEST_S))
		throw new InvalidArgumentError(
			`It must be a number of seconds above 0, at most ${LONGEST_S} (24 days).`
		);
	return seconds * 1000;
}

function cadenceOf(text: string): number {
	const everyMs = Number(text) * 1000;
	if (!(everyMs >= CADENCE_MS.least && everyMs <= CADENCE_MS.most))
		throw new InvalidArgumentError('It must be 5 to 300 seconds.');
	return everyMs;
}

function countOf(text: string): number {
	const count = Number(text);
	if (!Number.isInteger(count) || count < 1)
		throw new InvalidArgumentError('It must be a whole number from 1 on.');
	return count;
}
