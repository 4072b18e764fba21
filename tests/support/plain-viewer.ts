import { io, type Socket } from 'socket.io-client';
import type { JsonObject } from '#core/json/json.ts';
import { applyPatch } from '#core/json/merge-patch.ts';
import type { ClientToServer, ServerToClient } from '#core/protocol/events.ts';
import {
	PROTOCOL_VERSION,
	type Join,
	type Joined,
	type Snapshot,
	type Tick,
	type TopicPatch
} from '#core/protocol/messages.ts';
import type { Result } from '#core/protocol/problem.ts';

interface Held {
	readonly epoch: string;
	readonly seq: number;
	readonly state: JsonObject;
}

/**
 * A subscriber written from the protocol alone: a plain Socket.IO client and twenty lines. A patch for a state that it does
 * not hold is a fault, which the server must never cause: closing it throws.
 */
export class PlainViewer {
	readonly socket: Socket<ServerToClient, ClientToServer>;
	readonly held = new Map<string, Held>();
	readonly ticks: Tick[] = [];
	readonly faults: string[] = [];
	snapshots = 0;

	constructor(url: string, options: { polling?: boolean; auth?: object; port?: number } = {}) {
		this.socket = io(url, {
			transports: options.polling ? ['polling'] : ['websocket'],
			forceNew: true,
			reconnection: false,
			auth: options.auth ?? { protocol: PROTOCOL_VERSION }
		});
		this.socket.on('snapshot', (snapshot) => this.#hold(snapshot));
		this.socket.on('tick', (tick) => {
			this.ticks.push(tick);
			for (const patch of tick.patches) this.#patch(patch);
		});
	}

	/** The answer is applied where it arrives among the packets: one that comes after it may build on it. */
	join(join: Join): Promise<Result<Joined>> {
		return new Promise((resolve) => {
			this.socket.emit('join', join, (answer) => {
				if (answer.ok) this.#joined(join, answer.value);
				resolve(answer);
			});
		});
	}

	/** What a join may name as held. */
	since(): NonNullable<Join['since']> {
		return Object.fromEntries(
			[...this.held].map(([topic, { epoch, seq }]) => [topic, { epoch, seq }])
		);
	}

	/** The answer comes after everything that was sent before it: the order of one connection is the barrier. */
	async caughtUp(): Promise<void> {
		await this.socket.emitWithAck('refresh');
	}

	/** @throws Error when it was ever handed a patch that it could not apply */
	close(): void {
		this.socket.close();
		if (this.faults.length) throw new Error(`not the state it holds: ${this.faults.join('; ')}`);
	}

	#joined({ topics }: Join, answer: Joined): void {
		for (const grant of Object.values(answer.topics))
			if (grant.via === 'patch') this.#patch(grant.patch);
		for (const topic of this.held.keys())
			if (!topics.some((joined) => joined === topic)) this.held.delete(topic);
	}

	#hold({ topic, epoch, seq, state }: Snapshot): void {
		this.snapshots++;
		this.held.set(topic, { epoch, seq, state });
	}

	#patch({ topic, epoch, since, seq, patch }: TopicPatch): void {
		const held = this.held.get(topic);
		if (held?.epoch !== epoch || held.seq !== since) {
			this.faults.push(`${topic}: held ${held?.epoch} ${held?.seq}, patch since ${epoch} ${since}`);
			return;
		}
		this.held.set(topic, { epoch, seq, state: applyPatch(held.state, patch) });
	}
}
