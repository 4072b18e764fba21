/**
 * Writes two megabytes to a standard output that is not read, then reports on a channel of its own that it still runs.
 */
import { createOutput } from '../../server/output.ts';

const LINE = `${'x'.repeat(999)}\n`;

const write = createOutput(process.stdout);
for (let lines = 0; lines < 2_000; lines++) write(LINE);
process.on('message', () => {
	write(LINE);
	process.disconnect();
});
process.send?.('alive');
