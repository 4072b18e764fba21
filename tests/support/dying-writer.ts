/** A history writer that dies of the first tick it is handed. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', ({ kind }: { kind: string }) => {
	if (kind === 'keep') throw new Error('out of memory, say');
	parentPort?.close();
});
