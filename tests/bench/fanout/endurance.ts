import { Child } from '../child.ts';
import { median, rounded, type Row, type Section } from '../row.ts';

const JITTER_WINDOW_MS = 20_000;
const ADMISSION_PER_SECOND = '500';

/** What happens to a gateway over time and under faults: a mass return, readers that stop, ten thousand ticks. */
export const endurance: Section = {
	name: 'endurance',
	async run({ quick }) {
		return [
			...(await massReturn(quick ? 200 : 5_000, quick ? 2_000 : JITTER_WINDOW_MS)),
			...(await stalledReaders(quick ? 200 : 2_000, quick ? 2 : 60)),
			await soak(quick ? 500 : 10_000)
		];
	}
};

async function start(viewers: number): Promise<{ server: Child; crowd: Child }> {
	const server = new Child(new URL('gateway-server.ts', import.meta.url), [ADMISSION_PER_SECOND]);
	const crowd = new Child(new URL('viewers.ts', import.meta.url));
	const { port } = await server.ask<{ port: number }>({ kind: 'listen' });
	await crowd.ask({ kind: 'open', crowd: 'all', port, count: viewers, gateway: true });
	return { server, crowd };
}

function end({ server, crowd }: { server: Child; crowd: Child }): void {
	crowd.stop();
	server.stop();
}

async function massReturn(viewers: number, windowMs: number): Promise<Row[]> {
	const both = await start(viewers);
	await both.server.ask({ kind: 'watch-delay' });
	const { currentAfterMs, tries } = await both.crowd.ask<{ currentAfterMs: number; tries: number }>(
		{
			kind: 'cut',
			crowd: 'all',
			windowMs
		}
	);
	const { p99Ms, maxMs } = await both.server.ask<{ p99Ms: number; maxMs: number }>({
		kind: 'delay'
	});
	end(both);
	const beyondMs = currentAfterMs - windowMs;
	return [
		{
			figure: `${viewers} viewers cut at once: all current again`,
			measured: `${rounded(currentAfterMs / 1000, 1)} s, ${tries} tries`,
			reference: `${rounded(windowMs / 1000, 1)} s, the jitter window`,
			goal: 'window + 2 s',
			met: beyondMs <= 2_000,
			numbers: { currentAfterMs, tries, windowMs }
		},
		{
			figure: `loop delay while ${viewers} viewers return`,
			measured: `p99 ${rounded(p99Ms, 1)} ms, worst ${rounded(maxMs, 1)} ms`,
			reference: 'the sampling step of 5 ms',
			goal: 'p99 ≤ 100 ms',
			met: p99Ms <= 100,
			numbers: { p99Ms, maxMs }
		}
	];
}

async function stalledReaders(viewers: number, rounds: number): Promise<Row[]> {
	const both = await start(viewers);
	const p99Of = async (count: number) => {
		const latencies: number[] = [];
		for (let round = 0; round < count; round++) {
			await both.crowd.ask({ kind: 'expect', crowd: 'all' });
			const told = both.crowd.next<{ p99At: number }>();
			const { at } = await both.server.ask<{ at: number }>({ kind: 'round' });
			latencies.push((await told).p99At - at);
			await new Promise((resolve) =>
				setTimeout(resolve, 1_000 - Math.min(900, latencies.at(-1) ?? 0))
			);
		}
		return median(latencies);
	};
	await p99Of(2);
	const before = await both.server.ask<{ bytes: number }>({ kind: 'memory' });
	const calmMs = await p99Of(Math.max(3, rounds / 4));
	await both.crowd.ask({ kind: 'pause', crowd: 'all', count: viewers / 10 });
	const stalledMs = await p99Of(rounds);
	await both.crowd.ask({ kind: 'resume', crowd: 'all' });
	await p99Of(1);
	const after = await both.server.ask<{ bytes: number }>({ kind: 'memory' });
	end(both);
	const ratio = stalledMs / calmMs;
	const growth = after.bytes / before.bytes - 1;
	return [
		{
			figure: `p99 to the others while a tenth of ${viewers} viewers read nothing for ${rounds} s`,
			measured: `${rounded(stalledMs, 1)} ms (${rounded(ratio)} ×)`,
			reference: `${rounded(calmMs, 1)} ms, before`,
			goal: '≤ 1.2 ×',
			met: ratio <= 1.2,
			numbers: { stalledMs, calmMs, ratio }
		},
		{
			figure: 'memory after they read again',
			measured: `${rounded(growth * 100, 1)} %`,
			reference: `${rounded(before.bytes / 1e6, 1)} MB, before`,
			goal: 'back to where it was (≤ 5 %)',
			met: growth <= 0.05,
			numbers: { before: before.bytes, after: after.bytes }
		}
	];
}

async function soak(ticks: number): Promise<Row> {
	const both = await start(50);
	const warm = await both.server.ask<{ bytes: number }>({ kind: 'soak', ticks: ticks / 10 });
	const after = await both.server.ask<{ bytes: number }>({ kind: 'soak', ticks });
	end(both);
	const growth = after.bytes / warm.bytes - 1;
	return {
		figure: `memory over ${ticks} ticks with 50 viewers, after warm-up`,
		measured: `${rounded(growth * 100, 1)} %`,
		reference: `${rounded(warm.bytes / 1e6, 1)} MB after ${ticks / 10} ticks`,
		goal: '≤ 5 % growth',
		met: growth <= 0.05,
		numbers: { warm: warm.bytes, after: after.bytes }
	};
}
