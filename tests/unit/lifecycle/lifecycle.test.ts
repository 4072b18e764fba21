import { expect, test } from 'vitest';
import { startLifecycle, type Service } from '../../../server/lifecycle.ts';
import { createLog } from '../../../server/log.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const CLOSING_MS = 4_500;

function start(services: Service[], closers: Record<string, () => void | Promise<void>> = {}) {
	const clock = new FakeClock();
	const lines: string[] = [];
	const log = createLog({
		level: 'info',
		secrets: [],
		terminal: true,
		write: (line) => lines.push(line)
	});
	const lifecycle = startLifecycle({
		services,
		closers: Object.entries(closers).map(([name, close]) => ({ name, close })),
		clock,
		log
	});
	return { ...lifecycle, clock, written: () => lines.join('') };
}
const untilAborted = (name: string): Service => ({
	name,
	run: (signal) =>
		new Promise((resolve) => {
			signal.addEventListener('abort', () => resolve());
		})
});
const never = () => new Promise<void>(() => undefined);

test('asked to stop, services are aborted, doors closed in order, and the exit code is 0', async () => {
	const closed: string[] = [];
	const { stop, ended } = start([untilAborted('poller'), untilAborted('gateway')], {
		gateway: async () => {
			await Promise.resolve();
			closed.push('gateway');
		},
		http: () => void closed.push('http'),
		history: () => void closed.push('history')
	});
	stop('SIGTERM');
	expect(await ended).toBe(0);
	expect(closed).toEqual(['gateway', 'http', 'history']);
});

test('being asked twice closes once', async () => {
	let closed = 0;
	const { stop, ended } = start([untilAborted('poller')], { http: () => void closed++ });
	stop('SIGTERM');
	stop('SIGINT', 1);
	expect(await ended).toBe(0);
	expect(closed).toBe(1);
});

test('a service that throws is a bug: it is logged as fatal, all else closes, and the exit code is 1', async () => {
	const closed: string[] = [];
	const broken = { name: 'poller', run: () => Promise.reject(new Error('a null there')) };
	const { ended, written } = start([broken, untilAborted('gateway')], {
		http: () => void closed.push('http')
	});
	expect(await ended).toBe(1);
	expect(closed).toEqual(['http']);
	expect(written()).toMatch(/fatal poller broke\nError: a null there/);
});

test('a service that ends by itself is a bug too', async () => {
	const { ended, written } = start([{ name: 'poller', run: () => Promise.resolve() }]);
	expect(await ended).toBe(1);
	expect(written()).toContain('fatal poller ended by itself');
});

test('a service that fails while it is being stopped is nobody’s trouble', async () => {
	const failing: Service = {
		name: 'poller',
		run: (signal) =>
			new Promise((_resolve, reject) => {
				signal.addEventListener('abort', () => reject(new Error('aborted')));
			})
	};
	const { stop, ended } = start([failing]);
	stop('SIGTERM');
	expect(await ended).toBe(0);
});

test('a door that does not close well keeps none of the others open', async () => {
	const closed: string[] = [];
	const { stop, ended, written } = start([untilAborted('poller')], {
		gateway: () => Promise.reject(new Error('stuck')),
		http: () => void closed.push('http')
	});
	stop('SIGTERM');
	expect(await ended).toBe(1);
	expect(closed).toEqual(['http']);
	expect(written()).toContain('gateway did not close well');
});

test.each([
	['a door', [untilAborted('poller')], { http: never }],
	['a service', [{ name: 'poller', run: never }], {}]
])('%s that never closes does not hold up the end', async (_what, services, closers) => {
	const { stop, ended, clock, written } = start(services, closers);
	stop('SIGTERM');
	await clock.advance(CLOSING_MS);
	expect(await ended).toBe(1);
	expect(written()).toContain('not everything closed in time');
});
