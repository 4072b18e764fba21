import { expect, test } from 'vitest';
import { diagnosticsSchema } from '#core/topics/diagnostics.ts';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { PlainViewer } from '../support/plain-viewer.ts';
import { StandInDaemon } from '../support/stand-in-daemon.ts';

const KEY = 'k3y-of-the-daemon';

test('diagnostics report every poll to those who watch, and never the key', async () => {
	const daemon = new StandInDaemon(5);
	await daemon.start();
	daemon.requiredKey = KEY;
	const fleetcast = new FleetcastProcess({
		DAEMON_URL: daemon.url,
		TFT_API_KEY: KEY
	});
	await fleetcast.start();
	const viewer = new PlainViewer(fleetcast.url);
	try {
		await viewer.join({ topics: ['diagnostics', 'summary'], everyMs: 0 });
		const state = () => diagnosticsSchema.safeParse(viewer.held.get('diagnostics')?.state).data;
		// Each refresh is a round of its own, as far as the daemon's limit allows.
		await expect
			.poll(
				async () => {
					await viewer.caughtUp();
					const told = state();
					return told?.loopDelay && told.rounds.filter(({ ok }) => ok).length;
				},
				{ interval: 400 }
			)
			.toBeGreaterThanOrEqual(3);
		const told = state();
		expect(told?.daemon).toMatchObject({ address: daemon.url, embedded: false, servers: 5 });
		expect(told?.rounds.at(-1)).toMatchObject({ ok: true, viewers: 1 });
		expect(told?.rounds.at(-1)?.deliveries).toBeGreaterThanOrEqual(1);
		expect(told?.rounds.at(-1)?.patchBytes).toBeGreaterThan(0);
		expect(told?.topics).toEqual(['diagnostics', 'summary']);
		const text = JSON.stringify([...viewer.held.values()]);
		expect(text).not.toContain(KEY);
	} finally {
		viewer.socket.close();
		await fleetcast.stop();
		await daemon.stop();
	}
});
