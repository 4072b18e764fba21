import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { ChaosProxy } from '../../support/chaos-proxy.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway } from '../../support/gateway-harness.ts';

/** Follows, and closes its client when it is told to; nothing else ends it. */
const PROGRAM = `
import { createFleetClient } from './src/lib/client/published.ts';
const [url, transport] = process.argv.slice(1);
const client = createFleetClient(url, { transports: [transport] });
client.subscribe('risk', () => console.log('held'));
process.once('SIGUSR2', () => client.close());
`;

test.each(['websocket', 'polling'])(
	'a closed client keeps no process by its %s, although the other end has fallen silent',
	async (transport) => {
		const harness = await startGateway();
		await harness.tick(fleetOf(serverNames(3), seeded(1)));
		const proxy = new ChaosProxy(harness.port);
		await proxy.start();
		const child = spawn(
			process.execPath,
			['--input-type=module-typescript', '--eval', PROGRAM, proxy.url, transport],
			{ stdio: ['ignore', 'pipe', 'inherit'] }
		);
		await once(createInterface({ input: child.stdout }), 'line');
		proxy.clog();
		child.kill('SIGUSR2');
		expect(await once(child, 'close')).toEqual([0, null]);
		await proxy.close();
		await harness.close();
		// A WebSocket waits 30 s for the other end's goodbye, and a request without an end.
	},
	25_000
);
