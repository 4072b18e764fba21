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

try {
	process.exitCode = await runProgram(process.argv.slice(2), {
		shell,
		version,
		usualUrl: env['FLEETCAST_URL'] || USUAL_URL,
		...(env['FLEETCAST_TOKEN'] && { token: env['FLEETCAST_TOKEN'] })
	});
} catch (error) {
	const expected = error instanceof Complaint;
	const sentence = expected || error instanceof Error ? error.message : String(error);
	if (shell.endedBy() === undefined)
		process.stderr.write(
			`fleetcast: ${sentence}${expected ? '' : ' (a fault of fleetcast itself)'}\n`
		);
	process.exitCode = expected ? error.exitCode : EXIT.fault;
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
		// Whoever read the output had enough.
		process.exitCode = EXIT.done;
		break;
	case undefined:
		break;
}
