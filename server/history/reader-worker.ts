import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { QueryName } from '#core/history/queries.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import { openReader } from './database.ts';
import { answer } from './queries.ts';
import { isDamage } from './sqlite-faults.ts';

export interface ReaderData {
	readonly dir: string;
}

export type ToReader =
	| {
			readonly kind: 'ask';
			readonly name: QueryName;
			readonly question: unknown;
	  }
	/** The file was replaced by another. */
	| { readonly kind: 'reopen' };

export interface FromReader {
	readonly result: Result<unknown>;
	/** For the log: the message of SQLite, or of a bug of ours. */
	readonly fault?: string;
	readonly damaged?: boolean;
}

const port = parentPort;
if (!port) throw new Error('the history reader is started by reader.ts, as a thread');
const { dir } = workerData as ReaderData;
let database: DatabaseSync | undefined;

port.on('message', (message: ToReader) => {
	if (message.kind === 'reopen') {
		database?.close();
		database = undefined;
	} else port.postMessage(answerTo(message.name, message.question));
});

function answerTo(name: QueryName, question: unknown): FromReader {
	try {
		database ??= openReader(dir);
		return { result: ok(answer(database, name, question as never)) };
	} catch (error) {
		const damaged = isDamage(error);
		const fault = `${name}: ${error instanceof Error ? error.message : String(error)}`;
		const words = damaged ? 'The history file is damaged.' : 'The history could not be read.';
		return { result: err('history-broken', words), fault, damaged };
	}
}
