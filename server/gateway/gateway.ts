import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { DaemonHealth, Notice, Warmup } from '#core/protocol/daemon.ts';
import type { Refreshed } from '#core/protocol/messages.ts';
import type { ProblemKind, Result } from '#core/protocol/problem.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { CurrentState } from '../state/current-state.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import type { Identity } from '../identity.ts';
import { createConversation, PAST } from './conversation.ts';
import { createDismissal } from './dismissal.ts';
import { createDistribution, type PacketSink } from './distribution.ts';
import { encodeOnceAdapter } from './encode-once-adapter.ts';
import { createHandshake, Refusal, type AccessRules } from './handshake.ts';
import { createReplays } from './past/replays.ts';
import { Rooms } from './rooms.ts';
import { Viewer, type ViewerServer } from './viewer.ts';

/** Counters of the gateway, named by event. */
export interface GatewayCounts {
	sent(event: string, bytes: number, recipients: number): void;
	refused(kind: ProblemKind): void;
	rejected(kind: ProblemKind): void;
	conflated(): void;
	stalled(): void;
}

export interface GatewayDeps {
	readonly currentState: CurrentState;
	readonly clock: Clock;
	readonly access: AccessRules;
	readonly counts: GatewayCounts;
	/** Returns a name that no other run uses. */
	readonly newEpoch: () => string;
	readonly refresh: () => Promise<Result<Refreshed>>;
	readonly onWatch: (topics: readonly Topic[]) => void;
	/** Called before a join is answered. */
	readonly onJoining?: (topics: readonly Topic[]) => void;
	/** A bug of ours that cost one room its tick. */
	readonly onBroken: (error: unknown) => void;
	/** Source of replays; absent where nothing is kept. */
	readonly history?: Pick<History, 'ask' | 'state'>;
	readonly settings: {
		readonly basePath: string;
		readonly tickMs: number;
		readonly version: string;
		readonly demo: boolean;
		readonly polling: boolean;
		readonly admissionPerSecond: number;
		readonly maxConnections: number;
		readonly maxConnectionsPerAddress: number;
		/** In development Vite's own socket lives on the same server. */
		readonly destroyUpgrade: boolean;
	};
}

const MAX_INBOUND_BYTES = 16_000;
/** Deadline for authentication, and again for the first join. */
const FIRST_JOIN_MS = 10_000;
/**
 * A viewer that reads nothing for a minute is closed. It shows in two ways: packets wait here, or, where the kernel still
 * buffers them, pings go unanswered.
 */
const STALLED_MS = 60_000;
const PING = { pingInterval: 25_000, pingTimeout: STALLED_MS - 25_000 };
const BACKLOGGED = 'backlogged';

/** Serves all viewers: admits them, answers their messages, and sends each tick to all. */
export function createGateway(deps: GatewayDeps) {
	const { currentState, clock, counts, settings } = deps;
	const rooms = new Rooms();
	const backlogged = new Set<Viewer>();
	const dismissal = createDismissal({ clock, onRejected: counts.rejected, onSilent: closeStalled });
	const { dismiss } = dismissal;
	const handshake = createHandshake({
		...settings,
		access: deps.access,
		clock,
		onRefused: counts.refused
	});
	const io: ViewerServer = new Server({
		path: `${settings.basePath}/socket.io`,
		transports: settings.polling ? ['websocket', 'polling'] : ['websocket'],
		serveClient: false,
		perMessageDeflate: false,
		httpCompression: false,
		maxHttpBufferSize: MAX_INBOUND_BYTES,
		connectTimeout: FIRST_JOIN_MS,
		destroyUpgrade: settings.destroyUpgrade,
		allowRequest: handshake.allowRequest,
		adapter: encodeOnceAdapter(counts.sent),
		...PING
	});
	const sink: PacketSink = {
		snapshot: (to, snapshot) => io.to(to as string | string[]).emit('snapshot', snapshot),
		tick: (to, tick) => io.to(to as string | string[]).emit('tick', tick)
	};
	const distribution = createDistribution({
		rooms,
		sink: sink,
		tickMs: settings.tickMs,
		now: () => clock.monotonic(),
		head: currentState.head.bind(currentState),
		measuredAt: () => currentState.measuredAt,
		onBacklogged,
		onDrained,
		onConflated: counts.conflated,
		onBroken: deps.onBroken
	});
	const replays = createReplays({
		history: deps.history,
		clock,
		sink,
		tickMs: settings.tickMs,
		newEpoch: deps.newEpoch,
		waitForDrain: distribution.waitForDrain
	});
	const conversation = createConversation({
		currentState,
		rooms,
		replays,
		distribution,
		sink,
		now: () => clock.monotonic(),
		tickMs: settings.tickMs,
		version: settings.version,
		demo: settings.demo,
		refresh: deps.refresh,
		onWatch: deps.onWatch,
		onJoining: deps.onJoining ?? (() => undefined),
		onRejected: counts.rejected,
		dismiss
	});

	function onBacklogged(viewer: Viewer): void {
		backlogged.add(viewer);
		void viewer.socket.join(BACKLOGGED);
	}

	function onDrained(viewer: Viewer): void {
		backlogged.delete(viewer);
		void viewer.socket.leave(BACKLOGGED);
		if (viewer.missedEvents && !replays.has(viewer)) {
			viewer.missedEvents = false;
			viewer.socket.emit('daemon', currentState.daemon);
			if (currentState.warmup) viewer.socket.emit('warmup', currentState.warmup);
		}
		conversation.resume(viewer);
	}

	io.use((socket, next) => {
		const who = handshake.identify(socket);
		if ('kind' in who) {
			counts.refused(who.kind);
			return next(new Refusal(who));
		}
		socket.data = who;
		next();
	});

	io.on('connection', (socket) => {
		const viewer = new Viewer(socket, socket.data as Identity);
		dismissal.met(viewer);
		forgetRequest(socket);
		const cancelDeadline = clock.after(FIRST_JOIN_MS, () => {
			counts.rejected('join-late');
			dismiss(viewer, { kind: 'join-late', detail: 'No join arrived in time.' });
		});
		socket.on('join', (message: unknown, acknowledge: unknown) => {
			if (conversation.join(viewer, message, acknowledge)) cancelDeadline();
		});
		socket.on('refresh', (acknowledge: unknown) => conversation.refresh(viewer, acknowledge));
		socket.once('disconnect', () => {
			cancelDeadline();
			leave(viewer);
		});
	});

	function leave(viewer: Viewer): void {
		backlogged.delete(viewer);
		rooms.leave(viewer);
		replays.stop(viewer);
	}

	/** All but the backlogged viewers, who get the newest state when they read again, and those who watch a replay. */
	function attentive(): ReturnType<ViewerServer['except']> {
		for (const viewer of backlogged) viewer.missedEvents = true;
		return io.except([BACKLOGGED, PAST]);
	}

	function closeStalled(viewer: Viewer): void {
		counts.stalled();
		leave(viewer);
		dismiss(viewer, { kind: 'viewer-stalled', detail: 'Nothing was read for a minute.' });
	}

	function closeBacklogged(): void {
		const now = clock.monotonic();
		for (const viewer of backlogged)
			if (now - (viewer.backloggedAt ?? now) >= STALLED_MS) closeStalled(viewer);
	}

	return {
		attach(server: HttpServer): void {
			io.attach(server);
			handshake.count(io);
			io.engine.on('connection', dismissal.watch);
		},
		daemon: (health: DaemonHealth) => void attentive().emit('daemon', health),
		warmup: (warmup: Warmup) => void attentive().emit('warmup', warmup),
		notice: (notice: Notice) => void io.except(BACKLOGGED).emit('notice', notice),
		/** Publishes one tick. `forced` after a refresh: then at every cadence. */
		publish(forced: boolean): void {
			closeBacklogged();
			currentState.forgetServers(rooms.watched());
			distribution.publish(currentState.ledger, forced);
		},
		isWatched: (topic: Topic) => rooms.isWatched(topic),
		watched: () => rooms.watched(),
		viewers: () => handshake.connections(),
		roomCount: () => rooms.count,
		backloggedCount: () => backlogged.size,
		replayCount: () => replays.count,
		/** Notifies and disconnects everyone without waiting: a viewer that does not read would delay the shutdown. */
		close(): void {
			io.emit('notice', {
				kind: 'goodbye',
				detail: 'Fleetcast is closing; viewers reconnect by themselves.'
			});
			io.disconnectSockets(true);
			io.engine.close();
		}
	};
}

/** Frees the first request, a few kB per viewer (Socket.IO's own advice on memory). */
function forgetRequest(socket: { conn: unknown; handshake: { headers: object } }): void {
	(socket.conn as { request: unknown }).request = null;
	socket.handshake.headers = {};
}
