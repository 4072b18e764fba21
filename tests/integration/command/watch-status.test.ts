import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../../../bin/program.ts';
import { LEAVE } from '../../../bin/terminal/screen.ts';
import { newest } from '../../../server/state/ledger.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';
import { startGateway, TICK_MS, type GatewayHarness } from '../../support/gateway-harness.ts';
import { PlayedShell } from './played-shell.ts';

const names = serverNames(4);
let harness: GatewayHarness;
let random: () => number;
const next = () => fleetOf(names, random);

beforeEach(async () => {
	random = seeded(5);
	harness = await startGateway();
});
afterEach(() => harness.close());

/** Only what the command line says; Fleetcast is the harness. */
function run(shell: PlayedShell, line: string, usualUrl = harness.url) {
	return runProgram(line.split(' '), { shell, version: '1.2.3', usualUrl });
}

test('watch --json writes a state a line, named and true, and ends after so many', async () => {
	await harness.tick(next());
	const shell = new PlayedShell();
	const running = run(shell, 'watch risk --json --count 2');
	const states = () => shell.out.objects.filter(({ event }) => event === 'state');
	await expect.poll(states).toHaveLength(1);
	const { topic, epoch, seq, state } =
		newest(harness.currentState.ledger, 'risk') ?? expect.unreachable();
	expect(states()[0]).toMatchObject({ topic, epoch, seq, state, tick: 1 });
	await harness.tick(next());
	expect(await running).toBe(0);
	expect(states()[1]?.['state']).toEqual(newest(harness.currentState.ledger, 'risk')?.state);
	expect(shell.out.objects).toContainEqual({ event: 'connection', kind: 'live', headline: 'Live' });
	expect(shell.err.text).toBe('');
	await expect.poll(() => harness.gateway.viewers()).toBe(0);
});

test('a reader slower than the ticks is written the newest state next, and no backlog', async () => {
	await harness.tick(next());
	const shell = new PlayedShell();
	const unclog = shell.out.clog();
	const running = run(shell, 'watch risk --json');
	const states = () => shell.out.objects.filter(({ event }) => event === 'state');
	await expect.poll(states).toHaveLength(1);
	const viewer = new PlainViewer(harness.url);
	await viewer.join({ topics: ['risk'] });
	for (let round = 0; round < 5; round++) await harness.tick(next());
	await expect.poll(() => viewer.ticks).toHaveLength(5);
	unclog();
	await expect.poll(() => states().at(-1)?.['tick']).toBe(6);
	shell.interrupt();
	expect(await running).toBe(0);
	viewer.close();
	// The last but one where this client was a hop behind the viewer that was waited for.
	expect([
		[1, 6],
		[1, 5, 6]
	]).toContainEqual(states().map(({ tick }) => tick));
});

test('a state that is written late bears its own revision and time, not those of the newest', async () => {
	const start = harness.clock.now();
	await harness.tick(next());
	const shell = new PlayedShell();
	const unclog = shell.out.clog();
	const running = run(shell, 'watch risk --json');
	const states = () => shell.out.objects.filter(({ event }) => event === 'state');
	await expect.poll(states).toHaveLength(1);
	const viewer = new PlainViewer(harness.url);
	await viewer.join({ topics: ['risk'] });
	await harness.tick(next());
	// Nothing changes in these: the second state stays the newest.
	for (let round = 0; round < 3; round++) await harness.tick();
	await expect.poll(() => viewer.ticks).toHaveLength(4);
	await harness.roundTrip();
	unclog();
	await expect.poll(states).toHaveLength(2);
	expect(states()[1]).toMatchObject({ seq: 2, tick: 2, at: start + 2 * TICK_MS });
	shell.interrupt();
	expect(await running).toBe(0);
	viewer.close();
});

test('watch for people writes what changed, and the connection beside it', async () => {
	await harness.tick(next());
	const shell = new PlayedShell();
	const running = run(shell, 'watch risk --count 2');
	await expect.poll(() => shell.out.lines).toHaveLength(names.length);
	await harness.tick(fleetOf(names.slice(1), random));
	expect(await running).toBe(0);
	expect(shell.out.lines.at(-1)).toMatch(/ppweb001 {2}gone$/);
	expect(shell.err.text).toBe(`Live (${harness.url})\n`);
});

test('watch goes on through a Fleetcast that is away and comes back', async () => {
	await harness.tick(next());
	const shell = new PlayedShell();
	const running = run(shell, 'watch risk --json');
	const told = (event: string) => shell.out.objects.filter((object) => object['event'] === event);
	await expect.poll(() => told('state')).toHaveLength(1);
	const { port } = harness;
	await harness.close();
	await expect.poll(() => told('connection').at(-1)).toMatchObject({ kind: 'offline' });
	harness = await startGateway({ port, epoch: 'second' });
	await harness.tick(next());
	await expect.poll(() => told('state').at(-1)?.['epoch']).toBe('second.1');
	shell.interrupt();
	expect(await running).toBe(0);
});

test.each([
	['healthy', 0],
	['warning', 1],
	['critical', 2]
] as const)('status of a fleet whose worst server is %s exits with %i', async (level, code) => {
	const score = { healthy: 10, warning: 65, critical: 95 }[level];
	const fleet = next();
	const [first, ...rest] = fleet.rows.map((row) => ({ ...row, score: 10 }));
	await harness.tick({ ...fleet, rows: [{ ...(first ?? expect.unreachable()), score }, ...rest] });
	const shell = new PlayedShell();
	expect(await run(shell, 'status --json')).toBe(code);
	expect(shell.out.objects).toMatchObject([{ status: level, exitCode: code, demo: true }]);
	const one = new PlayedShell();
	expect(await run(one, 'status --json ppweb002')).toBe(0);
	expect(one.out.objects).toMatchObject([{ status: 'healthy', server: 'ppweb002', score: 10 }]);
});

test('status of what is stale, or not there, exits with 3 and says why', async () => {
	await harness.tick(next());
	harness.currentState.daemon = { state: 'down', stale: true, since: 1 };
	const shell = new PlayedShell();
	expect(await run(shell, 'status')).toBe(3);
	expect(shell.out.text).toContain('? unknown  Daemon down');

	const lost = new PlayedShell();
	const { port } = harness;
	await harness.close();
	expect(await run(lost, 'status', `http://127.0.0.1:${port}`)).toBe(3);
	expect(lost.err.text).toBe(`No answer from Fleetcast at http://127.0.0.1:${port}.\n`);
	harness = await startGateway();
});

test('a refusal is one sentence with what to do, on the error side', async () => {
	await harness.close();
	harness = await startGateway({
		access: {
			identify: () => undefined,
			originAllowed: () => true,
			clientAddress: () => '127.0.0.1'
		}
	});
	const sentence =
		'This connection has no valid token. Put a token that is known into FLEETCAST_TOKEN.';
	const shell = new PlayedShell();
	expect(await run(shell, 'status')).toBe(3);
	expect(shell.err.text).toBe(`${sentence}\n`);
	for (const line of ['watch risk', 'wait-warm']) {
		const told = new PlayedShell();
		await expect(run(told, line)).rejects.toMatchObject({ message: sentence, exitCode: 3 });
		// Whoever ends the program says it; nobody says it twice.
		expect(told.err.text).toBe('');
	}
	const screen = new PlayedShell({ terminal: true });
	await expect(run(screen, 'top')).rejects.toMatchObject({ message: sentence });
	expect(screen.out.text.endsWith(LEAVE)).toBe(true);
});

test('while the daemon warms up, status answers at once that nothing is known yet', async () => {
	harness.currentState.daemon = { state: 'warming', stale: false, since: 1 };
	const clock = new FakeClock(0);
	const shell = new PlayedShell({ clock });
	expect(await run(shell, 'status')).toBe(3);
	expect(shell.out.text).toContain('? unknown  Warming up');
});

test('a terminal obeys nothing that a server says', async () => {
	await harness.tick(next());
	const problem = { kind: 'daemon-error', detail: 'Down \u001b[2J\u0007.' } as const;
	harness.currentState.daemon = { state: 'down', stale: true, since: 1, problem };
	const shells = ['watch risk', 'wait-warm', 'status'].map((line) => {
		const shell = new PlayedShell();
		void run(shell, line);
		return shell;
	});
	for (const { out, err } of shells) {
		const text = () => out.text + err.text;
		await expect.poll(text).toContain('Down \\u{1b}[2J\\u{7}.');
		expect(text()).not.toContain('\u001b');
	}
	for (const shell of shells) shell.interrupt();
});
