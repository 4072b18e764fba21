import { StandInDaemon } from '../support/stand-in-daemon.ts';
import { answer } from './child.ts';

/** The stand-in daemon in a process of its own, so that making its answers costs the measured one nothing. */
const daemon = new StandInDaemon(Number(process.argv[2] ?? 90));

answer<{ kind: 'listen' | 'calls' }>(async ({ kind }) => {
	if (kind === 'listen') {
		await daemon.start();
		return { url: daemon.url };
	}
	return { calls: daemon.predictionCalls, mostAtOnce: daemon.mostAtOnce };
});
