/**
 * A minimal subscriber: a plain Socket.IO client that follows the fleet's summary, without any Fleetcast code.
 *
 *     FLEETCAST_TOKEN=… node docs/examples/subscriber.js http://127.0.0.1:8050
 *
 * The token, where one is needed, comes from the environment: other users can read a command line.
 */
import { env } from 'node:process';
import { io } from 'socket.io-client';

const [, , url = 'http://127.0.0.1:8050'] = process.argv;
const token = env.FLEETCAST_TOKEN || undefined;
const socket = io(url, { transports: ['websocket'], auth: { protocol: 1, token } });
let held; // {epoch, seq, state}

/** JSON Merge Patch, RFC 7396: null takes a key away. */
function merge(state, patch) {
	const merged = new Map(Object.entries(state));
	for (const [key, change] of Object.entries(patch)) {
		const nested = change !== null && typeof change === 'object' && !Array.isArray(change);
		if (change === null) merged.delete(key);
		else merged.set(key, nested ? merge(merged.get(key) ?? {}, change) : change);
	}
	return Object.fromEntries(merged);
}

function apply({ epoch, since, seq, patch }) {
	if (held?.epoch !== epoch || held.seq !== since) return join(); // a gap: never guess, join again
	held = { epoch, seq, state: merge(held.state, patch) };
}

function show(what) {
	console.log(what, JSON.stringify(held?.state.counts));
}

let joining = false;

// By a callback, not a promise: the answer must be handled in order with the packets, before any tick that came after it.
function join() {
	if (joining) return; // One join at a time.
	joining = true;
	const since = held && { summary: { epoch: held.epoch, seq: held.seq } };
	socket.emit('join', { topics: ['summary'], since }, (answer) => {
		joining = false;
		if (!answer.ok) return console.error(answer.problem.kind, answer.problem.detail);
		const grant = answer.value.topics.summary;
		if (grant.via === 'patch') apply(grant.patch);
		show(`joined: daemon ${answer.value.daemon.state}, ${grant.via}`);
	});
}

socket.on('connect', () => {
	joining = false; // What was asked on a lost connection is not answered.
	join();
});
// After an orderly shutdown of the server, Socket.IO does not reconnect automatically.
socket.on('disconnect', (reason) => {
	const waitMs = 500 + Math.random() * 19_500;
	if (reason === 'io server disconnect') setTimeout(() => socket.connect(), waitMs);
});
socket.on('connect_error', (error) => console.error(error.data?.kind ?? error.message));
socket.on('snapshot', ({ epoch, seq, state }) => (held = { epoch, seq, state }));
socket.on('tick', ({ tick, age, patches }) => {
	patches.forEach(apply);
	show(`tick ${tick}, data ${age} ms old:`);
});
socket.on('daemon', ({ state, stale, problem }) =>
	console.log('daemon', state, { stale, problem })
);
