import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { countRejected } from '#core/fleet.ts';
import type { ProblemKind } from '#core/protocol/problem.ts';
import type { GatewayCounts } from './gateway/gateway.ts';
import type { PipelineEvents } from './pipeline.ts';
import type { PollResult } from './upstream/poll.ts';

const MS_PER_SECOND = 1_000;

type CounterMaker = <Label extends string = never>(
	name: string,
	help: string,
	labelNames?: Label[]
) => Counter<Label>;

/** The metrics of `/metrics`, and the counters behind them. */
export function createMetrics() {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry });
	const counter: CounterMaker = (name, help, labelNames = []) =>
		new Counter({ name: `fleetcast_${name}`, help, labelNames, registers });
	const pipeline = pipelineCounts(counter, registers);
	const gateway = gatewayCounts(counter, registers);

	return {
		gateway,
		pipeline,
		/** Adds a gauge that is read at each scrape. */
		watch(name: string, help: string, read: () => number): void {
			new Gauge({
				name: `fleetcast_${name}`,
				help,
				registers,
				collect() {
					this.set(read());
				}
			});
		},
		/** A count that is kept elsewhere and read when somebody asks. */
		watchCount(name: string, help: string, read: () => number): void {
			new Counter({
				name: `fleetcast_${name}`,
				help,
				registers,
				collect() {
					this.reset();
					this.inc(read());
				}
			});
		},
		contentType: registry.contentType,
		text: () => registry.metrics()
	};
}
export type Metrics = ReturnType<typeof createMetrics>;

/** The counts of ticks, calls to the daemon and refreshes. */
function pipelineCounts(counter: CounterMaker, registers: Registry[]) {
	const ticks = counter('ticks_total', 'Ticks by outcome', ['outcome']);
	const calls = counter('daemon_calls_total', 'Calls to the daemon', ['path', 'outcome']);
	const bytesIn = counter('daemon_bytes_total', 'Bytes received from the daemon');
	const rejectedParts = counter(
		'rejected_parts_total',
		'Parts of answers that are not shown: malformed, or too much'
	);
	const refreshes = counter('refreshes_total', 'Refresh requests by outcome', ['outcome']);
	const answerSeconds = new Histogram({
		name: 'fleetcast_daemon_answer_seconds',
		help: 'Time the daemon took for its predictions, in seconds',
		buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30],
		registers
	});
	return {
		onTick(result: PollResult | undefined) {
			if (!result) return ticks.inc({ outcome: 'waiting' });
			const { status, fleet } = result;
			const outcome = fleet.ok ? 'good' : fleet.problem.kind;
			ticks.inc({ outcome });
			calls.inc({ path: 'status', outcome: status.ok ? 'good' : status.problem.kind });
			calls.inc({ path: 'predictions', outcome });
			if (!fleet.ok) return;
			bytesIn.inc(fleet.value.bytes);
			answerSeconds.observe(fleet.value.tookMs / MS_PER_SECOND);
		},
		onDemand: (topic, ok) => calls.inc({ path: topic, outcome: ok ? 'good' : 'failed' }),
		onRejectedParts: (parts) => rejectedParts.inc(countRejected(parts)),
		onRefresh: (outcome) => refreshes.inc({ outcome })
	} satisfies Partial<PipelineEvents>;
}

/** The counts of packets, refusals and slow viewers. */
function gatewayCounts(counter: CounterMaker, registers: Registry[]): GatewayCounts {
	const packets = counter('packets_total', 'Packets sent to viewers', ['event']);
	const bytesOut = counter('viewer_bytes_total', 'Bytes sent to viewers', ['event']);
	const refused = counter('refused_connections_total', 'Connections refused', ['kind']);
	const rejected = counter('rejected_messages_total', 'Messages of viewers rejected', ['kind']);
	const conflated = counter(
		'conflated_patches_total',
		'Viewers that got several ticks as one patch'
	);
	const stalled = counter(
		'stalled_viewers_total',
		'Viewers closed because they read nothing for a minute'
	);
	const packetBytes = new Histogram({
		name: 'fleetcast_packet_bytes',
		help: 'Size of packets as encoded, once per encoding',
		labelNames: ['event'],
		buckets: [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000],
		registers
	});
	return {
		sent(event, bytes, recipients) {
			packets.inc({ event }, recipients);
			bytesOut.inc({ event }, bytes * recipients);
			packetBytes.observe({ event }, bytes);
		},
		refused: (kind: ProblemKind) => refused.inc({ kind }),
		rejected: (kind: ProblemKind) => rejected.inc({ kind }),
		conflated: () => conflated.inc(),
		stalled: () => stalled.inc()
	};
}
