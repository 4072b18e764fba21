/**
 * A program that keeps ticks as fast as they are taken, until it is killed: `keeping-process.ts FOLDER EPOCH FIRST`, where FIRST
 * numbers the first tick. It prints the number of each tick at the moment that it is acknowledged as kept.
 */
import { systemClock } from '../../server/clock.ts';
import { createHistory } from '../../server/history/history.ts';
import { sampledTick, SERVERS_UNDER_LOAD, UNDER_LOAD_MS } from './kept-ticks.ts';

const [dir = '', epoch = '', first = '1'] = process.argv.slice(2);
/** The number of ticks under way at once: less than the history accepts before it drops any. */
const AT_ONCE = 8;

let tick = Number(first) - 1;
const history = createHistory({
	dir,
	retention: UNDER_LOAD_MS,
	maxBytes: 1e10,
	clock: systemClock,
	onFault: (message, detail) => process.stderr.write(`${message}: ${detail ?? ''}\n`),
	onRecovered: () => undefined,
	onKept(ticks) {
		process.stdout.write(ticks.map((each) => `${each}\n`).join(''));
		for (let more = 0; more < ticks.length; more++) keepNext();
	}
});
for (let begun = 0; begun < AT_ONCE; begun++) keepNext();

function keepNext(): void {
	tick++;
	history.keep(sampledTick(tick, { servers: SERVERS_UNDER_LOAD, epoch }));
}
