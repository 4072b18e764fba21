/** An ingest worker that dies of each question it is asked. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', () => {
	throw new Error('out of memory, say');
});
