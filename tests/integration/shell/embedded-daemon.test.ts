import { expect, test } from 'vitest';
import { createEmbeddedDaemon } from '../../../server/embedded-daemon.ts';
import { createLog } from '../../../server/log.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function embeddedDaemon() {
	const clock = new FakeClock();
	const embedded = createEmbeddedDaemon({
		clock,
		log: createLog({ level: 'silent', secrets: [], terminal: false, write: () => undefined }),
		key: 'a key for the test',
		servers: 7,
		scenario: 'healthy',
		seed: 1,
		pastMs: 0,
		environment: { PATH: process.env.PATH }
	});
	return { clock, embedded };
}

test('closed while its programs start, the start is over and nothing is started again', async () => {
	const { clock, embedded } = embeddedDaemon();
	const started = embedded.start();
	embedded.close();
	expect(await started).toBeUndefined();
	expect(embedded.generatorUrl()).toBeUndefined();
	expect(clock.pending).toBe(0);
});

test('started, it answers at an address and is being fed', async () => {
	const { embedded } = embeddedDaemon();
	const url = await embedded.start();
	expect(url).toMatch(/^http:/);
	expect(embedded.generatorUrl()).toMatch(/^http:/);
	embedded.close();
});
