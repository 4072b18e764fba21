import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire that can be cut and clogged: a TCP proxy between one viewer and the server. */
export class ChaosProxy {
	readonly #target: number;
	readonly #pairs = new Set<readonly [Socket, Socket]>();
	#clogged = false;
	#open = true;
	#port = 0;
	/** Without delay: the system would hold a packet back for longer than many steps of a script take. */
	readonly #server = createServer({ noDelay: true }, (near) => this.#join(near));

	constructor(targetPort: number) {
		this.#target = targetPort;
	}

	async start(): Promise<void> {
		this.#server.listen(0, '127.0.0.1');
		await once(this.#server, 'listening');
		this.#port = (this.#server.address() as AddressInfo).port;
	}

	get url(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	/** Ends all connections at once; new ones are possible. */
	cut(): void {
		for (const pair of this.#pairs) for (const socket of pair) socket.resetAndDestroy();
	}

	/** Nothing goes through in either direction, but nothing is lost or closed either. */
	clog(): void {
		this.#clogged = true;
		for (const pair of this.#pairs) block(pair);
	}

	unclog(): void {
		if (!this.#clogged) return;
		this.#clogged = false;
		for (const pair of this.#pairs) letThrough(pair);
	}

	/** No network: what there is is cut, and what comes is refused, until `up`. */
	down(): void {
		this.#open = false;
		this.cut();
	}

	up(): void {
		this.#open = true;
	}

	async close(): Promise<void> {
		this.down();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	#join(near: Socket): void {
		if (!this.#open) {
			near.resetAndDestroy();
			return;
		}
		const far = connect({ port: this.#target, host: '127.0.0.1', noDelay: true });
		const pair = [near, far] as const;
		this.#pairs.add(pair);
		if (!this.#clogged) letThrough(pair);
		for (const socket of pair) {
			socket.on('error', () => undefined);
			socket.once('close', () => {
				this.#pairs.delete(pair);
				for (const other of pair) other.destroy();
			});
		}
	}
}

function letThrough([near, far]: readonly [Socket, Socket]): void {
	near.pipe(far);
	far.pipe(near);
}

/** When it is paused alone, a pipe resumes by itself once its destination has drained. */
function block([near, far]: readonly [Socket, Socket]): void {
	near.unpipe(far).pause();
	far.unpipe(near).pause();
}
