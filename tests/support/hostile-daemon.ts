import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HostileAnswer } from './hostile-answers.ts';
import { scaledAnswers } from './scaled-answer.ts';

const DRIP_MS = 200;

/** A daemon that answers as a hostile one does, or well until told otherwise. */
export class HostileDaemon {
	/** Calls that have been answered, or given up, since `turn`. */
	answered = 0;
	#calls = 0;
	#hostile: HostileAnswer | undefined;
	readonly #good = scaledAnswers(3);
	readonly #server = createServer((request, response) => {
		const path = (request.url ?? '').split('?')[0] ?? '';
		if (path === '/predictions/current') this.#calls++;
		response.once('close', () => this.answered++);
		const text = this.#hostile?.(path, this.#calls) ?? this.#well(path);
		response.writeHead(200, { 'content-type': 'application/json' });
		if (text === 'endless') pour(response);
		else if (text === 'drips') drip(response);
		else response.end(text);
	});

	async start(): Promise<string> {
		this.#server.listen(0, '127.0.0.1');
		await once(this.#server, 'listening');
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/** From now on it answers so; undefined, well. */
	turn(hostile: HostileAnswer | undefined): void {
		this.#hostile = hostile;
		this.answered = 0;
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	#well(path: string): string {
		return path === '/predictions/current'
			? this.#good(this.#calls)
			: JSON.stringify({ tick_count: this.#calls });
	}
}

function pour(response: ServerResponse): void {
	const chunk = '{"predictions":'.repeat(5_000);
	const more = () => {
		while (!response.destroyed && response.write(chunk));
	};
	response.on('drain', more);
	more();
}

function drip(response: ServerResponse): void {
	const timer = setInterval(() => response.write(' '), DRIP_MS);
	response.once('close', () => clearInterval(timer));
}
