#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { EXIT } from './exit-code.ts';
import { runProgram } from './program.ts';
import { Complaint } from './shell.ts';
import { createSystemShell } from './system-shell.ts';

const USUAL_URL = 'http://127.0.0.1:8050';
const { env } = process;
const shell = createSystemShell(env);
const { version } = JSON.parse(
	readFileSync(new URL('../package.json', import.meta.url), 'utf8')
) as { version: string };

function crash(error: unknown): never {
	shell.restoreTerminal();
	const sentence = error instanceof Error ? error.message : String(error);
	process.stderr.write(`fleetcast: ${sentence} (a bug in fleetcast itself)\n`);
	process.exit(EXIT.fault);
}
process.on('uncaughtException', crash);

try {
	process.exitCode = await runProgram(process.argv.slice(2), {
		shell,
		version,
		usualUrl: env['FLEETCAST_URL'] || USUAL_URL,
		...(env['FLEETCAST_TOKEN'] && { token: env['FLEETCAST_TOKEN'] })
	});
} catch (error) {
	if (!(error instanceof Complaint)) crash(error);
	if (shell.endedBy() === undefined) process.stderr.write(`fleetcast: ${error.message}\n`);
	process.exitCode = error.exitCode;
}
switch (shell.endedBy()) {
	case 'SIGINT':
		process.exitCode = EXIT.interrupted;
		break;
	case 'SIGTERM':
	case 'SIGHUP':
		process.exitCode = EXIT.terminated;
		break;
	case 'pipe':
	case undefined:
		// The command's own answer: the result of `status` is valid even if nobody read it.
		break;
}
