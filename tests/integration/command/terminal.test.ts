import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Warmup } from '#core/protocol/daemon.ts';
import { runProgram } from '../../../bin/program.ts';
import { ENTER, LEAVE } from '../../../bin/terminal/screen.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
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

const collecting: Warmup = {
	phase: 'collecting',
	progressPercent: 40,
	ready: 2,
	total: 4,
	message: 'Collecting data'
};

const ready: Warmup = { ...collecting, phase: 'ready', progressPercent: 100, ready: 4 };

/** A daemon that warms up while somebody waits for it. */
async function warmUp(shell: PlayedShell, line: string): Promise<number> {
	harness.currentState.daemon = { state: 'warming', stale: false, since: 1 };
	harness.currentState.warmup = collecting;
	const running = run(shell, line);
	await expect.poll(() => shell.out.text).toContain('40');
	harness.gateway.warmup({ ...collecting, progressPercent: 70, ready: 3 });
	await expect.poll(() => shell.out.text).toContain('70');
	harness.gateway.warmup(ready);
	harness.gateway.daemon({ state: 'live', stale: false, since: 2 });
	return running;
}

test('wait-warm in a pipe writes a line for each step and ends when it is warm', async () => {
	const shell = new PlayedShell();
	expect(await warmUp(shell, 'wait-warm')).toBe(0);
	expect(shell.out.lines).toEqual([
		'40%, 2 of 4 servers ready',
		'70%, 3 of 4 servers ready',
		'100%, 4 of 4 servers ready',
		'Ready: the daemon is forecasting.'
	]);
});

test('wait-warm on a terminal draws one line over and over', async () => {
	const shell = new PlayedShell({ terminal: true });
	expect(await warmUp(shell, 'wait-warm')).toBe(0);
	expect(shell.out.lines).toHaveLength(1);
	const [, first] = shell.out.text.split('\r\u001b[K');
	expect(first).toMatch(/^█+░+ {2}40%, 2 of 4 servers ready {2}Collectin…$/);
});

test('wait-warm --json writes objects, the last of them ready', async () => {
	const shell = new PlayedShell();
	expect(await warmUp(shell, 'wait-warm --json')).toBe(0);
	expect(shell.out.objects.map(({ phase }) => phase)).toEqual([
		'collecting',
		'collecting',
		'ready'
	]);
});

test.each([
	['down', true],
	['degraded', false],
	['feed-silent', true]
] as const)(
	'wait-warm does not call a daemon ready that was warm once and is %s now',
	async (state, stale) => {
		harness.currentState.daemon = { state, stale, since: 1, goodAt: 1 };
		harness.currentState.warmup = ready;
		const shell = new PlayedShell();
		const running = run(shell, 'wait-warm');
		await expect.poll(() => shell.err.text).not.toBe('');
		expect(shell.out.text).not.toContain('Ready');
		harness.gateway.daemon({ state: 'live', stale: false, since: 2 });
		expect(await running).toBe(0);
	}
);

test('wait-warm that is stopped has not seen it ready: exit 3', async () => {
	const shell = new PlayedShell();
	const running = run(shell, 'wait-warm');
	shell.interrupt();
	expect(await running).toBe(3);
	expect(shell.out.text).toBe('');
});

test('wait-warm gives up at its timeout', async () => {
	harness.currentState.daemon = { state: 'warming', stale: false, since: 1 };
	const clock = new FakeClock(0);
	const running = run(new PlayedShell({ clock }), 'wait-warm --timeout 90');
	const refused = expect(running).rejects.toMatchObject({
		message: 'Not ready after 90 s.',
		exitCode: 3
	});
	await clock.advance(90_000);
	await refused;
	expect(clock.pending).toBe(0);
});

test('top draws the fleet, follows keys and the window, and leaves the terminal as it was', async () => {
	await harness.tick(next());
	const shell = new PlayedShell({ terminal: true });
	const running = run(shell, 'top');
	await expect.poll(() => shell.out.text).toContain('1–4 of 4');
	expect(shell.out.text.startsWith(ENTER)).toBe(true);
	expect(shell.out.text).toContain('[r risk]');
	shell.press('n');
	await expect.poll(() => shell.out.text).toContain('[n name]');
	shell.resize(80, 6);
	await expect.poll(() => shell.out.text).toContain('1–2 of 4');
	shell.press('j');
	await expect.poll(() => shell.out.text).toContain('2–3 of 4');
	shell.press('q');
	expect(await running).toBe(0);
	expect(shell.out.text.endsWith(LEAVE)).toBe(true);
	expect(shell.held).toBe(false);
});

test('while top is suspended it leaves the terminal alone; after that it redraws', async () => {
	await harness.tick(next());
	const clock = new FakeClock(0);
	const shell = new PlayedShell({ terminal: true, clock });
	const running = run(shell, 'top');
	await expect.poll(() => shell.out.text).toContain('1–4 of 4');
	shell.press('\u001a');
	await clock.advance(3_000);
	expect(shell.out.text.endsWith(LEAVE)).toBe(true);
	shell.continue();
	await expect.poll(() => shell.out.text.split(ENTER)[2]).toContain('1–4 of 4');
	shell.press('q');
	expect(await running).toBe(0);
	expect(clock.pending).toBe(0);
});

test('Ctrl-C in top exits with 130, and a signal ends it too', async () => {
	for (const [end, code] of [
		[(shell: PlayedShell) => shell.press('\u0003'), 130],
		[(shell: PlayedShell) => shell.interrupt(), 0]
	] as const) {
		const shell = new PlayedShell({ terminal: true });
		const running = run(shell, 'top');
		end(shell);
		expect(await running).toBe(code);
		expect(shell.out.text.endsWith(LEAVE)).toBe(true);
		expect(shell.held).toBe(false);
	}
});

test('top without a terminal says what to do instead', async () => {
	await expect(
		runProgram(['top'], {
			shell: new PlayedShell(),
			version: '1.2.3',
			usualUrl: harness.url
		})
	).rejects.toMatchObject({ exitCode: 64, message: expect.stringContaining('watch risk') });
});
