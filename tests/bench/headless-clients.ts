import { pathToFileURL } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import type * as Published from '#client/published.ts';
import { PROTOCOL_VERSION } from '#core/protocol/messages.ts';
import { answer, heldBytes } from './child.ts';
import { hashOf } from './state-hash.ts';

/** The package's own client, as it was built: its entry is the argument. */
const { createFleetClient } = (await import(
	pathToFileURL(process.argv[2] ?? '').href
)) as typeof Published;

const TOPICS = ['risk', 'summary'] as const;
type Topic = (typeof TOPICS)[number];

export interface Truth {
	readonly epoch: string;
	readonly seq: number;
	readonly hash: string;
}

const clients: Published.FleetClient[] = [];
const bare: Socket[] = [];
const counts = { states: 0, losses: 0, gaps: 0, malformed: 0 };

async function follow(client: Published.FleetClient, topic: Topic): Promise<void> {
	for await (const state of client.follow(topic)) if (state) counts.states++;
}

function open(urls: readonly string[], count: number): void {
	for (let index = 0; index < count; index++) {
		const client = createFleetClient(urls[index % urls.length] ?? '', {
			transports: ['websocket']
		});
		client.on('link', (link) => (counts.losses += link === 'offline' ? 1 : 0));
		client.on('gap', () => counts.gaps++);
		client.on('malformed', () => counts.malformed++);
		for (const topic of TOPICS) void follow(client, topic);
		clients.push(client);
	}
}

function openBare(urls: readonly string[], count: number): void {
	for (let index = 0; index < count; index++) {
		const socket = io(urls[index % urls.length] ?? '', {
			transports: ['websocket'],
			forceNew: true,
			auth: { protocol: PROTOCOL_VERSION }
		});
		socket.on('connect', () => void socket.emitWithAck('join', { topics: TOPICS }));
		bare.push(socket);
	}
}

/** How many hold, in every topic, the very state that has this name and this hash. */
function holding(truth: Record<Topic, Truth>): number {
	return clients.filter((client) =>
		TOPICS.every((topic) => {
			const held = client.revision(topic);
			const { epoch, seq, hash } = truth[topic];
			return held?.epoch === epoch && held.seq === seq && hashOf(client.state(topic)) === hash;
		})
	).length;
}

answer<{
	kind: 'open' | 'open-bare' | 'joined' | 'holding' | 'memory' | 'close';
	urls?: string[];
	count?: number;
	truth?: Record<Topic, Truth>;
}>(({ kind, urls = [], count = 0, truth }) => {
	if (kind === 'open') open(urls, count);
	if (kind === 'open-bare') openBare(urls, count);
	if (kind === 'joined')
		return {
			joined:
				clients.filter(({ link }) => link === 'joined').length +
				bare.filter(({ connected }) => connected).length
		};
	if (kind === 'holding' && truth) return { holding: holding(truth), ...counts };
	if (kind === 'memory') return { bytes: heldBytes(), residentBytes: process.memoryUsage.rss() };
	if (kind === 'close') {
		for (const client of clients.splice(0)) client.close();
		for (const socket of bare.splice(0)) socket.close();
	}
	return {};
});
