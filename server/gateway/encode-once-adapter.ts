import type { Namespace, Socket } from 'socket.io';
import { Adapter, type BroadcastOptions } from 'socket.io-adapter';
import * as ws from 'ws';
import { sendNow, type EnginePacket } from './backlog.ts';

/** The part of a socket that the library's own adapters use to write an encoded packet; not in its public types. */
interface EncodedWriter extends Pick<Socket, 'conn'> {
	client: { writeToEngine(packets: unknown[], options: PacketOptions): void };
}
interface PacketOptions {
	preEncoded: true;
	compress?: boolean;
	wsPreEncodedFrame?: Buffer[];
}
interface Encoded {
	readonly packets: unknown[];
	readonly options: PacketOptions;
	/** The packets as Engine.IO expects them, shared by all viewers. */
	readonly shared: readonly EnginePacket[];
	readonly bytes: number;
}
interface Framing {
	frame(
		data: Buffer,
		options: { readOnly: boolean; mask: boolean; rsv1: boolean; opcode: number; fin: boolean }
	): Buffer[];
}

type Packet = Parameters<Namespace['server']['encoder']['encode']>[0];

/** Not in the types of ws either, but Socket.IO's own adapter frames with it. */
const SENDER = (ws as unknown as { Sender: Framing }).Sender;

/** Engine.IO's packet type "message", and the WebSocket opcode of text. */
const MESSAGE = '4';
const TEXT = 1;

/**
 * Socket.IO's in-memory adapter, except that a payload object is encoded and framed once in its lifetime instead of once
 * per emit: a thousand viewers that request the same snapshot one by one share one buffer. Payloads must not change after
 * they were first sent.
 */
export function encodeOnceAdapter(
	onSent: (event: string, bytes: number, recipients: number) => void
) {
	return class EncodeOnceAdapter extends Adapter {
		readonly #encoded = new WeakMap<object, Encoded>();
		readonly #namespace: Namespace;

		constructor(namespace: Namespace) {
			super(namespace);
			this.#namespace = namespace;
		}

		override broadcast(packet: Packet, options: BroadcastOptions): void {
			const encoded = this.#encode(packet);
			let recipients = 0;
			for (const id of this.#recipients(options)) {
				const socket = this.#namespace.sockets.get(id) as unknown as EncodedWriter | undefined;
				if (!socket) continue;
				if (!sendNow(socket, encoded.shared))
					socket.client.writeToEngine(encoded.packets, encoded.options);
				recipients++;
			}
			onSent(String(packet.data[0]), encoded.bytes, recipients);
		}

		#recipients({ rooms, except }: BroadcastOptions): Iterable<string> {
			const [only] = rooms;
			const whole = rooms.size === 1 && only !== undefined;
			const ids = whole
				? (this.rooms.get(only) ?? [])
				: rooms.size
					? new Set([...rooms].flatMap((room) => [...(this.rooms.get(room) ?? [])]))
					: this.sids.keys();
			if (!except?.size) return ids;
			const left = new Set([...except].flatMap((room) => [...(this.rooms.get(room) ?? [])]));
			return [...ids].filter((id) => !left.has(id));
		}

		#encode(packet: Packet): Encoded {
			const payload: unknown = packet.data[1];
			const key = typeof payload === 'object' && payload !== null ? payload : packet;
			const known = this.#encoded.get(key);
			if (known) return known;
			packet.nsp = this.#namespace.name;
			const packets = this.#namespace.server.encoder.encode(packet);
			const [text] = packets;
			if (packets.length !== 1 || typeof text !== 'string')
				throw new Error('the wire carries text only: a payload held something binary');
			const data = Buffer.from(MESSAGE + text);
			const frame = SENDER.frame(data, {
				readOnly: false,
				mask: false,
				rsv1: false,
				opcode: TEXT,
				fin: true
			});
			// Header and body in one buffer are one write to the kernel instead of a corked pair.
			const options: PacketOptions = {
				preEncoded: true,
				wsPreEncodedFrame: [Buffer.concat(frame)]
			};
			const shared = [{ type: 'message' as const, data: text, options }];
			const encoded = { packets, options, shared, bytes: data.length };
			this.#encoded.set(key, encoded);
			return encoded;
		}
	};
}
