import type { EngineConnection, EngineTransport } from './backlog.ts';
import { PACKETS, spendAllowance } from './message-rate.ts';

/** Each is answered, one that fails with the name that it asked for: a client asks once, and once more when it is told why not. */
const MOST_CONNECTS = 10;

export interface PacketMeterDeps {
	/** Monotonic, in ms. */
	readonly now: () => number;
	/** Told once. Whoever goes on after that is cut off here. */
	readonly onFlood: () => void;
}

/**
 * Counts what comes on one connection before anybody looks at it: Socket.IO answers strangers too, and queues the answers
 * for those who never read them.
 */
export function meterPackets(connection: EngineConnection, deps: PacketMeterDeps): void {
	const metered = new WeakSet<EngineTransport>();
	let allowanceAt = 0;
	let connects = 0;
	let beyond = 0;

	function spend(transport: EngineTransport): void {
		const next = spendAllowance(PACKETS, allowanceAt, deps.now());
		if (next === undefined || connects > MOST_CONNECTS) tooMany(transport);
		else allowanceAt = next;
	}

	function tooMany(transport: EngineTransport): void {
		if (beyond++ === 0) deps.onFlood();
		else if (beyond > PACKETS.burst) cutOff(connection, transport);
	}

	/** Also while it closes: the other side may go on as if it had not been told. */
	function meter(transport: EngineTransport): void {
		if (metered.has(transport)) return;
		metered.add(transport);
		transport.on('packet', ({ data }) => {
			if (typeof data === 'string' && data.startsWith('0')) connects++;
			spend(transport);
		});
		// Answered by the WebSocket itself, below Engine.IO.
		transport.socket?.on('ping', () => spend(transport));
	}

	meter(connection.transport);
	connection.on('upgrading', meter);
}

/** Ends a connection at once: whoever floods or reads nothing does not take part in a farewell either. */
export function cutOff(connection: EngineConnection, transport = connection.transport): void {
	connection.close(true);
	transport.socket?.terminate();
}
