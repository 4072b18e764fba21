import { spendOne, type Rate } from '#core/rate-limit.ts';
import type { EngineConnection, EngineTransport } from './backlog.ts';

/** Packets of any kind on one connection: messages, what opens and keeps the connection, and room to spare. */
const PACKETS: Rate = { burst: 60, perSecond: 12 };

/** Each is answered, with the requested name if it fails: a client connects once, and once more after a refusal. */
const MOST_CONNECTS = 10;

export interface PacketMeterDeps {
	/** Monotonic, in ms. */
	readonly now: () => number;
	/** Called once. A client that goes on is cut off here. */
	readonly onFlood: () => void;
}

/**
 * Counts the packets of one connection before anything reads them: Socket.IO answers unknown clients, too, and queues the
 * answers for those who never read them.
 */
export function meterPackets(connection: EngineConnection, deps: PacketMeterDeps): void {
	const metered = new WeakSet<EngineTransport>();
	let fullAt = 0;
	let connects = 0;
	let beyond = 0;

	function spend(transport: EngineTransport): void {
		const next = spendOne(PACKETS, fullAt, deps.now());
		if (next === undefined || connects > MOST_CONNECTS) tooMany(transport);
		else fullAt = next;
	}

	function tooMany(transport: EngineTransport): void {
		if (beyond++ === 0) deps.onFlood();
		else if (beyond > PACKETS.burst) cutOff(connection, transport);
	}

	/** Also while it closes: the client may go on regardless. */
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

/** Closes a connection at once: a client that floods or reads nothing would not answer a close frame either. */
export function cutOff(connection: EngineConnection, transport = connection.transport): void {
	connection.close(true);
	transport.socket?.terminate();
}
