import { Child } from '../child.ts';
import { rounded, type Row, type Section } from '../row.ts';

const CADENCES_MS = [undefined, 5_000, 30_000, 300_000];
const LONG_ENOUGH_MS = 12_000;

/** A counter at the daemon, beside the ticks that Fleetcast made meanwhile, with ever more viewers of mixed cadences. */
export const calls: Section = {
	name: 'calls',
	async run({ quick }) {
		const daemon = new Child(new URL('../stand-in-process.ts', import.meta.url), ['20']);
		const server = new Child(new URL('server.ts', import.meta.url));
		const crowd = new Child(new URL('../fanout/viewers.ts', import.meta.url));
		const { url } = await daemon.ask<{ url: string }>({ kind: 'listen' });
		const { port } = await server.ask<{ port: number }>({ kind: 'listen', daemonUrl: url });
		const rows: Row[] = [];
		let connected = 0;
		for (const viewers of quick ? [1, 100] : [1, 100, 8_000]) {
			const count = viewers - connected;
			await crowd.ask({
				kind: 'open',
				crowd: 'all',
				port,
				count,
				gateway: true,
				everyMs: CADENCES_MS
			});
			connected = viewers;
			rows.push(await countedWith(viewers, daemon, server, quick ? 4_500 : LONG_ENOUGH_MS));
		}
		for (const child of [daemon, server, crowd]) child.stop();
		return rows;
	}
};

async function countedWith(
	viewers: number,
	daemon: Child,
	server: Child,
	ms: number
): Promise<Row> {
	const read = async () => {
		const { rounds } = await server.ask<{ rounds: number }>({ kind: 'rounds' });
		const { calls: made } = await daemon.ask<{ calls: number }>({ kind: 'calls' });
		return { rounds, made };
	};
	const before = await read();
	await new Promise((resolve) => setTimeout(resolve, ms));
	const after = await read();
	const ticks = after.rounds - before.rounds;
	const made = after.made - before.made;
	return {
		figure: `daemon calls per tick, ${viewers} viewers of mixed cadences`,
		measured: `${rounded(made / ticks)} (${made} calls)`,
		reference: `${ticks} ticks`,
		goal: '1',
		met: made === ticks,
		numbers: { viewers, made, ticks }
	};
}
