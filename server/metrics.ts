import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { countRejected } from '#core/fleet.ts';
import type { ProblemKind } from '#core/protocol/problem.ts';
import type { GatewayCounts } from './gateway/gateway.ts';
import type { PipelineEvents } from './pipeline.ts';
import type { PollResult } from './upstream/poll.ts';

const NANOSECONDS = 1e9;

/** The metrics of `/metrics`, and the counters behind them. */
export function createMetrics() {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry });

	const counter = <Label extends string = never>(
		name: string,
		help: string,
		labelNames: Label[] = []
	) => new Counter({ name: `fleetcast_${name}`, help, labelNames, registers });
	const ticks = counter('ticks_total', 'Rounds by outcome', ['outcome']);
	const calls = counter('daemon_calls_total', 'Calls to the daemon', ['path', 'outcome']);
	const bytesIn = counter('daemon_bytes_total', 'Bytes received from the daemon');
	const setAside = counter(
		'set_aside_total',
		'Parts of answers that are not shown: malformed, or too much'
	);
	const refreshes = counter('refreshes_total', 'Refresh requests by outcome', ['outcome']);
	const packets = counter('packets_total', 'Packets sent to viewers', ['event']);
	const bytesOut = counter('viewer_bytes_total', 'Bytes sent to viewers', ['event']);
	const refused = counter('refused_total', 'Connections refused', ['kind']);
	const rejected = counter('rejected_messages_total', 'Messages of viewers rejected', ['kind']);
	const conflated = counter('conflated_total', 'Viewers that got several ticks as one patch');
	const stalled = counter('stalled_total', 'Viewers closed because they read nothing for a minute');
	const packetBytes = new Histogram({
		name: 'fleetcast_packet_bytes',
		help: 'Size of packets as encoded, once per encoding',
		labelNames: ['event'],
		buckets: [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000],
		registers
	});
	const answerMs = new Histogram({
		name: 'fleetcast_daemon_answer_ms',
		help: 'Time the daemon took for its predictions, in milliseconds',
		buckets: [50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000],
		registers
	});
	const delay = monitorEventLoopDelay({ resolution: 10 });
	delay.enable();
	new Gauge({
		name: 'fleetcast_loop_delay_p99_seconds',
		help: 'Event-loop delay of the serving thread since the last scrape, 99th percentile',
		registers,
		collect() {
			this.set(delay.percentile(99) / NANOSECONDS);
			delay.reset();
		}
	});

	const gateway: GatewayCounts = {
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

	const pipeline = {
		onRound({ status, fleet }: PollResult) {
			const outcome = fleet.ok ? 'good' : fleet.problem.kind;
			ticks.inc({ outcome });
			calls.inc({ path: 'status', outcome: status.ok ? 'good' : status.problem.kind });
			calls.inc({ path: 'predictions', outcome });
			if (!fleet.ok) return;
			bytesIn.inc(fleet.value.bytes);
			answerMs.observe(fleet.value.tookMs);
		},
		onDemand: (topic, ok) => calls.inc({ path: topic, outcome: ok ? 'good' : 'failed' }),
		onSetAside: (parts) => setAside.inc(countRejected(parts)),
		onRefresh: (outcome) => refreshes.inc({ outcome })
	} satisfies Partial<PipelineEvents>;

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
		contentType: registry.contentType,
		text: () => registry.metrics()
	};
}
export type Metrics = ReturnType<typeof createMetrics>;
