import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { beforeEach, expect, test } from 'vitest';
import type { Problem } from '#core/protocol/problem.ts';
import { createAdmission } from '../../../server/gateway/admission.ts';
import { createHandshake } from '../../../server/gateway/handshake.ts';
import type { ViewerServer } from '../../../server/gateway/viewer.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const PER_SECOND = 500;
let clock: FakeClock;
let engine: EventEmitter;
let open: Map<string, number>;
let refusals: Problem[];

beforeEach(() => {
	clock = new FakeClock();
	engine = new EventEmitter();
	open = new Map();
	refusals = [];
});

function request(address: string): IncomingMessage {
	return { headers: {}, socket: { remoteAddress: address } } as IncomingMessage;
}

/** A gate whose engine opens every connection that is let in, as Engine.IO does. */
function gate(limits: { maxConnections?: number; maxConnectionsPerAddress?: number }) {
	const handshake = createHandshake({
		access: {
			originAllowed: () => true,
			clientAddress: ({ remoteAddress }) => remoteAddress,
			identify: () => undefined
		},
		clock,
		admissionPerSecond: PER_SECOND,
		maxConnections: 20_000,
		maxConnectionsPerAddress: 20_000,
		...limits,
		onRefused: () => undefined
	});
	handshake.count({ engine } as unknown as ViewerServer);
	return (address: string, count = 1) => {
		for (let arrival = 0; arrival < count; arrival++)
			handshake.allowRequest(request(address), (reason, allowed) => {
				if (!allowed) return void refusals.push(JSON.parse(reason ?? '{}') as Problem);
				open.set(address, (open.get(address) ?? 0) + 1);
				const connection = Object.assign(new EventEmitter(), { request: request(address) });
				engine.emit('connection', connection);
			});
	};
}

test('however many come at once, no more of one address are let in than may be open', async () => {
	const arrive = gate({ maxConnectionsPerAddress: 1_000 });
	arrive('6.6.6.6', 5_000);
	await clock.advance(10_000);
	expect(open.get('6.6.6.6')).toBe(1_000);
	expect(refusals).toHaveLength(4_000);
});

test('however many come at once, no more are let in than may be open in all', async () => {
	const arrive = gate({ maxConnections: 300 });
	for (let address = 0; address < 100; address++) arrive(`10.0.0.${address}`, 10);
	await clock.advance(10_000);
	expect([...open.values()].reduce((sum, count) => sum + count, 0)).toBe(300);
});

test('one address that comes with thousands leaves room in the queue for another', async () => {
	const arrive = gate({});
	arrive('6.6.6.6', 10_000);
	arrive('10.0.0.1');
	await clock.advance(10_000);
	expect(open.get('10.0.0.1')).toBe(1);
	expect(open.get('6.6.6.6')).toBeGreaterThan(PER_SECOND);
});

test('who was refused for the numbers is let in once there is room again', async () => {
	const arrive = gate({ maxConnectionsPerAddress: 1 });
	arrive('10.0.0.1', 2);
	await clock.advance(10_000);
	expect(refusals.map(({ kind }) => kind)).toEqual(['connections-too-many']);
	arrive('10.0.0.2');
	expect(open.get('10.0.0.2')).toBe(1);
});

test('admission lets connections in at its pace and refuses what would wait too long', async () => {
	const admission = createAdmission({ clock, perSecond: 10 });
	const decided: boolean[] = [];
	for (let arrival = 0; arrival < 80; arrival++)
		admission.admit(`10.0.0.${arrival}`, (admitted) => decided.push(admitted));
	const atOnce = decided.filter(Boolean).length;
	const refused = decided.filter((admitted) => !admitted).length;
	expect(atOnce).toBeLessThanOrEqual(4);
	expect(refused).toBeGreaterThan(20);
	await clock.advance(1_000);
	expect(decided.filter(Boolean).length - atOnce).toBe(10);
	await clock.advance(10_000);
	expect(decided).toHaveLength(80);
});
