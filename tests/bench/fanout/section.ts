import { Child } from '../child.ts';
import { median, rounded, type BenchOptions, type Row, type Section } from '../row.ts';

interface Side {
	readonly name: 'gateway' | 'raw';
	readonly server: Child;
	readonly cpuUsPerDelivery: number[];
	readonly lastMs: number[];
	bytesPerViewer: number;
}

/** The goal for CPU and for the time to the last viewer, beside a bare loop. */
const RATIO_GOAL = 1.3;
const MEMORY_GOAL_BYTES = 20_000;

/** One tick to thousands of viewers, in turns with a raw `ws` loop that sends one buffer to as many. */
export const fanout: Section = {
	name: 'fan-out',
	async run(options) {
		const sizes = options.quick ? [200] : [2_000, 8_000];
		const rows: Row[] = [];
		for (const viewers of sizes) rows.push(...(await fanOutTo(viewers, options)));
		return rows;
	}
};

async function fanOutTo(viewers: number, { quick }: BenchOptions): Promise<Row[]> {
	const crowd = new Child(new URL('viewers.ts', import.meta.url));
	const sides = await Promise.all(
		(['gateway', 'raw'] as const).map((name) => open(name, viewers, crowd))
	);
	const rounds = quick ? 3 : 24;
	let bytes = 2_000;
	for (let round = -2; round < rounds; round++)
		for (const side of sides) {
			const told = await oneRound(side, crowd, bytes, viewers, round >= 0);
			if (side.name === 'gateway') bytes = told;
		}
	crowd.stop();
	for (const { server } of sides) server.stop();
	return report(viewers, bytes, sides as [Side, Side]);
}

async function open(name: Side['name'], viewers: number, crowd: Child): Promise<Side> {
	const server = new Child(new URL(`${name}-server.ts`, import.meta.url));
	const { port } = await server.ask<{ port: number }>({ kind: 'listen' });
	const before = await server.ask<{ bytes: number }>({ kind: 'memory' });
	await crowdOpens(crowd, {
		kind: 'open',
		crowd: name,
		port,
		count: viewers,
		gateway: name === 'gateway'
	});
	const after = await server.ask<{ bytes: number; viewers: number }>({ kind: 'memory' });
	if (after.viewers !== viewers)
		throw new Error(`${after.viewers} of ${viewers} viewers are connected`);
	const bytesPerViewer = (after.bytes - before.bytes) / viewers;
	return { name, server, cpuUsPerDelivery: [], lastMs: [], bytesPerViewer };
}

/** One crowd opens after the other: both at once would answer to one another's questions. */
let opening: Promise<unknown> = Promise.resolve();
function crowdOpens(crowd: Child, question: object): Promise<unknown> {
	opening = opening.then(() => crowd.ask(question));
	return opening;
}

async function oneRound(
	side: Side,
	crowd: Child,
	bytes: number,
	viewers: number,
	counted: boolean
): Promise<number> {
	await crowd.ask({ kind: 'expect', crowd: side.name });
	const last = crowd.next<{ lastAt: number }>();
	const sent = await side.server.ask<{ at: number; cpuBeforeMs: number; packetBytes?: number }>({
		kind: 'round',
		bytes
	});
	const { lastAt } = await last;
	const { cpuMs } = await side.server.ask<{ cpuMs: number }>({ kind: 'cpu' });
	if (counted) {
		side.cpuUsPerDelivery.push(((cpuMs - sent.cpuBeforeMs) * 1000) / viewers);
		side.lastMs.push(lastAt - sent.at);
	}
	return sent.packetBytes ?? bytes;
}

function report(viewers: number, bytes: number, [gateway, raw]: [Side, Side]): Row[] {
	const compare = (figure: string, unit: string, ours: number, theirs: number): Row => ({
		figure: `${figure}, ${viewers} viewers, ${bytes} B`,
		measured: `${rounded(ours, 1)} ${unit} (${rounded(ours / theirs)} ×)`,
		reference: `${rounded(theirs, 1)} ${unit}, raw ws loop`,
		goal: `≤ ${RATIO_GOAL} ×`,
		met: ours / theirs <= RATIO_GOAL,
		numbers: { ours, theirs, ratio: ours / theirs }
	});
	return [
		compare(
			'server CPU per delivery',
			'µs',
			median(gateway.cpuUsPerDelivery),
			median(raw.cpuUsPerDelivery)
		),
		compare('publish to last viewer', 'ms', median(gateway.lastMs), median(raw.lastMs)),
		{
			figure: `memory per viewer, ${viewers} viewers`,
			measured: `${rounded(gateway.bytesPerViewer / 1000, 1)} kB`,
			reference: `${rounded(raw.bytesPerViewer / 1000, 1)} kB, raw ws`,
			goal: `≤ ${MEMORY_GOAL_BYTES / 1000} kB`,
			met: gateway.bytesPerViewer <= MEMORY_GOAL_BYTES,
			numbers: { ours: gateway.bytesPerViewer, theirs: raw.bytesPerViewer }
		}
	];
}
