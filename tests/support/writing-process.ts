/** Writes two megabytes to a standard output that nobody reads, then says on a channel of its own that it is still there. */
import { createOutput } from '../../server/output.ts';

const LINE = `${'x'.repeat(999)}\n`;

const write = createOutput(process.stdout);
for (let lines = 0; lines < 2_000; lines++) write(LINE);
process.on('message', () => {
	write(LINE);
	process.disconnect();
});
process.send?.('alive');
