import { expect, test } from 'vitest';
import { createMetrics } from '../../../server/metrics.ts';

/** The value of one line of the exposition, labels and all. */
async function valueOf(metrics: ReturnType<typeof createMetrics>, line: string): Promise<number> {
	const text = await metrics.text();
	const found = text.split('\n').find((candidate) => candidate.startsWith(`${line} `));
	return Number(found?.slice(line.length + 1));
}
const problem = { kind: 'daemon-timeout', detail: 'no answer in 30 s' } as const;

test('a packet counts once for each recipient, its size once for its encoding', async () => {
	const metrics = createMetrics();
	metrics.gateway.sent('tick', 200, 8_000);
	expect(await valueOf(metrics, 'fleetcast_packets_total{event="tick"}')).toBe(8_000);
	expect(await valueOf(metrics, 'fleetcast_viewer_bytes_total{event="tick"}')).toBe(1_600_000);
	expect(await valueOf(metrics, 'fleetcast_packet_bytes_count{event="tick"}')).toBe(1);
});

test('a failed round counts under its reason, and its calls by path', async () => {
	const metrics = createMetrics();
	metrics.pipeline.onRound({ status: { ok: false, problem }, fleet: { ok: false, problem } });
	expect(await valueOf(metrics, 'fleetcast_ticks_total{outcome="daemon-timeout"}')).toBe(1);
	for (const path of ['status', 'predictions']) {
		const line = `fleetcast_daemon_calls_total{path="${path}",outcome="daemon-timeout"}`;
		expect(await valueOf(metrics, line)).toBe(1);
	}
	expect(await valueOf(metrics, 'fleetcast_daemon_bytes_total')).toBe(0);
});

test('refusals and rejections count by kind, conflated and stalled viewers by themselves', async () => {
	const metrics = createMetrics();
	metrics.gateway.refused('origin-refused');
	metrics.gateway.refused('origin-refused');
	metrics.gateway.rejected('token-refused');
	metrics.gateway.conflated();
	metrics.gateway.stalled();
	expect(await valueOf(metrics, 'fleetcast_refused_total{kind="origin-refused"}')).toBe(2);
	expect(await valueOf(metrics, 'fleetcast_rejected_messages_total{kind="token-refused"}')).toBe(1);
	expect(await valueOf(metrics, 'fleetcast_conflated_total')).toBe(1);
	expect(await valueOf(metrics, 'fleetcast_stalled_total')).toBe(1);
});

test('a watched figure is read when somebody asks', async () => {
	const metrics = createMetrics();
	let viewers = 3;
	metrics.watch('viewers', 'Open connections', () => viewers);
	expect(await valueOf(metrics, 'fleetcast_viewers')).toBe(3);
	viewers = 5;
	expect(await valueOf(metrics, 'fleetcast_viewers')).toBe(5);
});

test('the process and the delay of its loop are told too, and two sets do not meet', async () => {
	const [one, other] = [createMetrics(), createMetrics()];
	one.gateway.conflated();
	expect(await valueOf(one, 'fleetcast_loop_delay_p99_seconds')).toBeGreaterThanOrEqual(0);
	expect(await valueOf(one, 'process_resident_memory_bytes')).toBeGreaterThan(0);
	expect(await valueOf(other, 'fleetcast_conflated_total')).toBe(0);
});
