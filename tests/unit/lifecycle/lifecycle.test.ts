import { expect, test } from 'vitest';
import { startLifecycle, type Service } from '../../../server/lifecycle.ts';
import { createLog } from '../../../server/log.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const FOREVER = new Promise<void>(() => {});
type Closer = { readonly name: string; close(): void | Promise<void> };

function start(services: readonly Service[], closers: readonly Closer[] = []) {
	const clock = new FakeClock();
	const lines: string[] = [];
	const log = createLog({
		level: 'info',
		secrets: [],
		terminal: false,
		write: (line) => lines.push(line)
	});
	const lifecycle = startLifecycle({ services, closers, clock, log });
	let exitCode: number | undefined;
	void lifecycle.ended.then((code) => {
		exitCode = code;
	});
	return { clock, lifecycle, exitCode: () => exitCode, logged: () => lines.join('') };
}

/** Runs until it is told to end. */
const patient = (name = 'pipeline', onEnd = () => {}): Service => ({
	name,
	run: (signal) =>
		new Promise((resolve) => {
			signal.addEventListener('abort', () => {
				onEnd();
				resolve();
			});
		})
});

test('it runs until it is asked to end', async () => {
	const { clock, exitCode } = start([patient()]);
	await clock.advance(3_600_000);
	expect(exitCode()).toBeUndefined();
	expect(clock.pending).toBe(0);
});

test('asked to stop, it ends the services, then closes one after the other, and ends with 0', async () => {
	const steps: string[] = [];
	const later = Promise.withResolvers<undefined>();
	const { clock, lifecycle, exitCode } = start(
		[patient('pipeline', () => steps.push('aborted'))],
		[
			{
				name: 'viewers',
				async close() {
					steps.push('viewers');
					await later.promise;
					steps.push('viewers gone');
				}
			},
			{ name: 'http', close: () => void steps.push('http') }
		]
	);
	lifecycle.stop('SIGTERM');
	await clock.advance(0);
	expect(steps).toEqual(['aborted', 'viewers']);
	expect(exitCode()).toBeUndefined();
	later.resolve(undefined);
	await clock.advance(0);
	expect(steps).toEqual(['aborted', 'viewers', 'viewers gone', 'http']);
	expect(exitCode()).toBe(0);
});

test('the end comes once, however often it is asked for, and with the first exit code', async () => {
	let closings = 0;
	const { clock, lifecycle, exitCode, logged } = start(
		[patient()],
		[{ name: 'http', close: () => void closings++ }]
	);
	lifecycle.stop('a file changed', 75);
	lifecycle.stop('SIGTERM');
	await clock.advance(0);
	expect({ closings, code: exitCode() }).toEqual({ closings: 1, code: 75 });
	expect(logged()).not.toContain('SIGTERM');
});

test('a service that breaks brings all to an orderly end with 1', async () => {
	let closed = false;
	const broken: Service = { name: 'ticker', run: () => Promise.reject(new Error('a bug')) };
	const { clock, exitCode, logged } = start(
		[broken, patient()],
		[{ name: 'http', close: () => void (closed = true) }]
	);
	await clock.advance(0);
	expect({ closed, code: exitCode() }).toEqual({ closed: true, code: 1 });
	expect(logged()).toContain('ticker broke');
	expect(logged()).toContain('a bug');
});

test('a service that ends by itself is a bug too', async () => {
	const { clock, exitCode } = start([{ name: 'ticker', run: () => Promise.resolve() }, patient()]);
	await clock.advance(0);
	expect(exitCode()).toBe(1);
});

test('a service that throws because it was asked to end is no fault', async () => {
	const { clock, lifecycle, exitCode } = start([
		{
			name: 'pipeline',
			run: (signal) =>
				new Promise((_resolve, reject) => {
					signal.addEventListener('abort', () => reject(new Error('aborted')));
				})
		}
	]);
	lifecycle.stop('SIGINT');
	await clock.advance(0);
	expect(exitCode()).toBe(0);
});

test('what does not close well keeps nothing else from closing, and the end is 1', async () => {
	const closed: string[] = [];
	const { clock, lifecycle, exitCode, logged } = start(
		[patient()],
		[
			{ name: 'pipeline', close: () => Promise.reject(new Error('no')) },
			{
				name: 'history',
				close() {
					throw new Error('disk');
				}
			},
			{ name: 'http', close: () => void closed.push('http') }
		]
	);
	lifecycle.stop('SIGTERM');
	await clock.advance(0);
	expect({ closed, code: exitCode() }).toEqual({ closed: ['http'], code: 1 });
	expect(logged()).toContain('history failed to close');
});

test.each([
	['a closer', [patient()], [{ name: 'http', close: () => FOREVER }]],
	['a service', [{ name: 'pipeline', run: () => FOREVER }], []]
] satisfies [string, Service[], Closer[]][])(
	'%s that never ends is not waited for beyond the five seconds',
	async (_what, services, closers) => {
		const { clock, lifecycle, exitCode, logged } = start(services, closers);
		lifecycle.stop('SIGTERM');
		await clock.advance(4_000);
		expect(exitCode()).toBeUndefined();
		await clock.advance(999);
		expect(exitCode()).toBe(1);
		expect(logged()).toContain('in time');
	}
);
