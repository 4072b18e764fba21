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

export interface ProgramDeps {
	readonly shell: Shell;
	readonly version: string;
	readonly token?: string;
	/** Where Fleetcast is when the command line does not say. */
	readonly usualUrl: string;
}

interface Common {
	readonly url: URL;
	readonly json: boolean;
}

const EXIT_CODES = `
Exit codes:
  0  done; for status: healthy
  1  status: a server is degraded or warning
  2  status: a server is critical
  3  status: stale, warming up or unreachable; elsewhere: refused, or too late
  64 the command line makes no sense
  130 ended by Ctrl-C

FLEETCAST_TOKEN holds the access token, FLEETCAST_URL another address to begin with.`;

const TOPICS = `
Topics: ${FLEET_TOPICS.join(', ')},
        server/<name>, explain/<name>`;

/** Runs the command line; what goes wrong and is no bug is thrown as a Complaint. */
export async function runProgram(
	words: readonly string[],
	{ shell, version, token, usualUrl }: ProgramDeps
): Promise<ExitCode> {
	let exitCode: ExitCode = EXIT.done;
	const address = ({ url }: Common): Address => ({ url, ...(token && { token }) });

	const program = new Command('fleetcast')
		.description('Follows a Fleetcast server from the terminal.')
		.version(version)
		.addOption(
			new Option('--url <url>', 'where Fleetcast is, base path included')
				.argParser(urlOf)
				.default(urlOf(usualUrl), usualUrl)
		)
		.option('--json', 'one JSON object a line, for programs', false)
		.configureHelp({ showGlobalOptions: true })
		.addHelpText('after', EXIT_CODES)
		.exitOverride()
		.configureOutput({
			writeOut: (text) => void shell.out.write(text),
			// Said once, as a sentence, by whoever catches it.
			writeErr: () => undefined,
			getOutHelpWidth: () => shell.out.columns
		});

	program
		.command('watch')
		.description('follow one topic: each state as it comes, or what changed in it')
		.argument('<topic>', 'such as risk, alerts, server/ppdb001')
		.option('--every <seconds>', 'how often, 5 to 300; without it every tick', cadenceOf)
		.option('--count <states>', 'end after so many states', countOf)
		.addHelpText('after', TOPICS)
		.action(async (topic: string, _options, command: Command) => {
			const options = command.optsWithGlobals<Common & { every?: number; count?: number }>();
			const { json, every, count } = options;
			const how = {
				json,
				...(every === undefined ? {} : { everyMs: every }),
				...(count === undefined ? {} : { count })
			};
			exitCode = await watch(topic, how, address(options), shell);
		});

	program
		.command('status')
		.description('say once how the fleet is; the exit code says it too')
		.argument('[server]', 'one server instead of the fleet')
		.option('--timeout <seconds>', 'how long to wait for an answer', secondsOf, 10_000)
		.action(async (server: string | undefined, _options, command: Command) => {
			const options = command.optsWithGlobals<Common & { timeout: number }>();
			const how = {
				json: options.json,
				timeoutMs: options.timeout,
				...(server === undefined ? {} : { server })
			};
			exitCode = await status(how, address(options), shell);
		});

	program
		.command('wait-warm')
		.description('wait until the daemon has enough data to forecast')
		.option('--timeout <seconds>', 'give up after so long; without it never', secondsOf)
		.action(async (_options, command: Command) => {
			const options = command.optsWithGlobals<Common & { timeout?: number }>();
			const { json, timeout } = options;
			const how = { json, ...(timeout === undefined ? {} : { timeoutMs: timeout }) };
			exitCode = await waitWarm(how, address(options), shell);
		});

	program
		.command('top')
		.description('the fleet as a live table; q or Ctrl-C ends it')
		.action(async (_options, command: Command) => {
			exitCode = await top(address(command.optsWithGlobals<Common>()), shell);
		});

	program
		.command('demo')
		.description('let something happen to the demo fleet, or say what is happening')
		.argument('[scenario]', SCENARIOS.join(', '))
		.action(async (scenario: string | undefined, _options, command: Command) => {
			const options = command.optsWithGlobals<Common>();
			const how = { json: options.json, ...(scenario === undefined ? {} : { scenario }) };
			exitCode = await demo(how, address(options), shell);
		});

	if (words.length === 0) {
		program.outputHelp();
		return EXIT.usage;
	}
	try {
		await program.parseAsync(words, { from: 'user' });
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.exitCode === 0) return EXIT.done;
		throw new Complaint(sentenceOf(error), EXIT.usage);
	}
	return exitCode;
}

/** Commander's own words without its prefix, and where to read on. */
function sentenceOf({ message }: CommanderError): string {
	const plain = message.replace(/^error: /, '').replace(/\n/g, ' ');
	return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.)]$/.test(plain) ? '' : '.'} See fleetcast --help.`;
}

function urlOf(text: string): URL {
	const url = URL.parse(text);
	if (!url || !/^https?:$/.test(url.protocol))
		throw new InvalidArgumentError('It must begin with http:// or https://.');
	return url;
}

function secondsOf(text: string): number {
	const seconds = Number(text);
	if (!(seconds > 0)) throw new InvalidArgumentError('It must be a number of seconds above 0.');
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
