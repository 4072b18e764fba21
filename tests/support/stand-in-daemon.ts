import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { recordedText } from './recordings.ts';
import { scaledAnswers } from './scaled-answer.ts';

/**
 * How the daemon behaves for the next calls of a path. `answers` gives that status and body; `hangs` never answers; `resets`
 * cuts the connection; `waits` answers well once `until` is over.
 */
export type Behaviour =
	| { readonly kind: 'well' }
	| {
			readonly kind: 'answers';
			readonly status: number;
			readonly body: string;
			readonly headers?: Record<string, string>;
	  }
	| { readonly kind: 'hangs' }
	| { readonly kind: 'resets' }
	| { readonly kind: 'waits'; readonly until: Promise<unknown> };

/**
 * A daemon that tests script: it serves a fleet in the real one's shape over real HTTP, counts every call, and misbehaves on
 * demand. The feed moves with each call for predictions unless `feeding` is false.
 */
/** The recorded answers. */
const RECORDED: Readonly<Record<string, string>> = {
	'/cascade/health': 'cascade-health',
	'/cascade/status': 'cascade-status',
	'/drift/status': 'drift-status',
	'/drift/report': 'drift-report',
	'/admin/models': 'admin-models',
	'/admin/model-info': 'admin-model-info',
	'/admin/training-status': 'admin-training-status',
	'/admin/training-stats': 'admin-training-stats'
};

export class StandInDaemon {
	readonly calls: Record<string, number> = {};
	readonly keys: (string | undefined)[] = [];
	feeding = true;
	tickCount = 200;
	requiredKey: string | undefined;
	statusBody: string | undefined;
	/** What it says of its warm-up; otherwise that it is over. */
	warmup: Record<string, unknown> | undefined;
	/** At most one call may ever be under way. */
	mostAtOnce = 0;
	#atOnce = 0;
	readonly #behaviours = new Map<string, Behaviour[]>();
	readonly #constant = new Map<string, Behaviour>();
	#answer: (tick: number) => string;
	#server: Server | undefined;
	readonly #sockets = new Set<Socket>();
	#port = 0;

	constructor(servers = 20) {
		this.#answer = scaledAnswers(servers);
	}

	/** From the next answer on it reports this many servers: first those it had, or the named ones. */
	resize(servers: number, names: readonly string[] = []): void {
		this.#answer = scaledAnswers(servers, names);
	}

	get url(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	get predictionCalls(): number {
		return this.calls['/predictions/current'] ?? 0;
	}

	/** Starts, or starts again on the same port. */
	async start(): Promise<void> {
		const server = createServer((request, response) => this.#serve(request, response));
		server.on('connection', (socket) => {
			this.#sockets.add(socket);
			socket.once('close', () => this.#sockets.delete(socket));
		});
		server.listen(this.#port, '127.0.0.1');
		await once(server, 'listening');
		this.#port = (server.address() as AddressInfo).port;
		this.#server = server;
	}

	/** Gone as after a crash: the port refuses connections, and those under way are cut. */
	async stop(): Promise<void> {
		const server = this.#server;
		if (!server) return;
		this.#server = undefined;
		for (const socket of this.#sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	}

	/** The next call of the path behaves so, and the one after as before. */
	once(path: string, behaviour: Behaviour): void {
		this.#behaviours.set(path, [...(this.#behaviours.get(path) ?? []), behaviour]);
	}

	/** All calls of the path behave so from now on. */
	always(path: string, behaviour: Behaviour): void {
		this.#constant.set(path, behaviour);
	}

	#serve(request: IncomingMessage, response: ServerResponse): void {
		const path = (request.url ?? '').split('?')[0] ?? '';
		this.calls[path] = (this.calls[path] ?? 0) + 1;
		this.keys.push(request.headers['x-api-key'] as string | undefined);
		this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
		response.once('close', () => this.#atOnce--);
		const behaviour = this.#behaviours.get(path)?.shift() ?? this.#constant.get(path);
		switch (behaviour?.kind) {
			case 'answers':
				response.writeHead(behaviour.status, {
					'content-type': 'application/json',
					...behaviour.headers
				});
				response.end(behaviour.body);
				return;
			case 'hangs':
				return;
			case 'resets':
				request.socket.resetAndDestroy();
				return;
			case 'waits':
				void behaviour.until.then(() => this.#serveWell(path, request, response));
				return;
			case 'well':
			case undefined:
				this.#serveWell(path, request, response);
		}
	}

	#serveWell(path: string, request: IncomingMessage, response: ServerResponse): void {
		const open = path === '/status' || path === '/health';
		if (
			this.requiredKey !== undefined &&
			!open &&
			request.headers['x-api-key'] !== this.requiredKey
		) {
			response.writeHead(403, { 'content-type': 'application/json' });
			response.end(recordedText('errors/403-wrong-key.json'));
			return;
		}
		const body = this.#body(path);
		response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
		response.end(body ?? recordedText('errors/404.json'));
	}

	#body(path: string): string | undefined {
		switch (path) {
			case '/health':
				return recordedText('healthy/health.json');
			case '/status':
				return this.statusBody ?? this.#status();
			case '/predictions/current':
				if (this.feeding) this.tickCount++;
				return this.#answer(this.tickCount);
			default: {
				const recorded = RECORDED[path];
				return recorded && recordedText(`healthy/${recorded}.json`);
			}
		}
	}

	#status(): string {
		const ready = JSON.parse(recordedText('warmup/status-ready.json')) as object;
		return JSON.stringify({
			...ready,
			tick_count: this.tickCount,
			...(this.warmup && { warmup: this.warmup })
		});
	}
}
