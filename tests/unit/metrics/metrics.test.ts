import { expect, test } from 'vitest';
import type { Fleet } from '#core/fleet.ts';
import { noHistory } from '../../../server/history/history.ts';
import { watchHistory } from '../../../server/history-metrics.ts';
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

test('a failed poll counts its tick under its reason, and its calls by path', async () => {
	const metrics = createMetrics();
	metrics.pipeline.onTick({ status: { ok: false, problem }, fleet: { ok: false, problem } });
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
	expect(await valueOf(metrics, 'fleetcast_refused_connections_total{kind="origin-refused"}')).toBe(
		2
	);
	expect(await valueOf(metrics, 'fleetcast_rejected_messages_total{kind="token-refused"}')).toBe(1);
	expect(await valueOf(metrics, 'fleetcast_conflated_patches_total')).toBe(1);
	expect(await valueOf(metrics, 'fleetcast_stalled_viewers_total')).toBe(1);
});

test('a watched figure is read at each scrape', async () => {
	const metrics = createMetrics();
	let viewers = 3;
	metrics.watch('viewers', 'Open connections', () => viewers);
	expect(await valueOf(metrics, 'fleetcast_viewers')).toBe(3);
	viewers = 5;
	expect(await valueOf(metrics, 'fleetcast_viewers')).toBe(5);
});

test('the process and the delay of its loop are included, and two registries are independent', async () => {
	const [one, other] = [createMetrics(), createMetrics()];
	one.gateway.conflated();
	expect(await valueOf(one, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
	expect(await valueOf(one, 'process_resident_memory_bytes')).toBeGreaterThan(0);
	expect(await valueOf(other, 'fleetcast_conflated_patches_total')).toBe(0);
});

test('a tick that goes by while an answer is awaited is counted, and is no call to the daemon', async () => {
	const metrics = createMetrics();
	metrics.pipeline.onTick(undefined);
	expect(await valueOf(metrics, 'fleetcast_ticks_total{outcome="waiting"}')).toBe(1);
	expect(await metrics.text()).not.toContain('fleetcast_daemon_calls_total{');
});

test('the time of an answer is in seconds', async () => {
	const metrics = createMetrics();
	const answer = { fleet: {} as Fleet, bytes: 5_000_000, tookMs: 1_500 };
	metrics.pipeline.onTick({ status: { ok: false, problem }, fleet: { ok: true, value: answer } });
	expect(await valueOf(metrics, 'fleetcast_daemon_answer_seconds_sum')).toBe(1.5);
});

test('the history is in bytes, and what it dropped is a counter', async () => {
	const metrics = createMetrics();
	let dropped = 3;
	watchHistory(metrics, { state: () => ({ keeping: true, sizeMb: 7.3, dropped }) });
	expect(await valueOf(metrics, 'fleetcast_history_size_bytes')).toBe(7_300_000);
	expect(await valueOf(metrics, 'fleetcast_history_dropped_ticks_total')).toBe(3);
	dropped = 5;
	expect(await valueOf(metrics, 'fleetcast_history_dropped_ticks_total')).toBe(5);
});

test('every name follows the conventions of Prometheus: base units, and _total for counters alone', async () => {
	const metrics = createMetrics();
	watchHistory(metrics, noHistory());
	const families = [...(await metrics.text()).matchAll(/^# TYPE (fleetcast_\w+) (\w+)$/gm)].map(
		([, name = '', type = '']) => ({ name, type })
	);
	expect(families.length).toBeGreaterThan(10);
	for (const { name, type } of families) {
		expect(name).toMatch(/^fleetcast(_[a-z0-9]+)+$/);
		expect({ name, counts: name.endsWith('_total') }).toEqual({ name, counts: type === 'counter' });
		expect(name).not.toMatch(
			/_(ms|milliseconds|minutes|hours|mb|megabytes|kb|kilobytes|percent)(_|$)/
		);
		if (type === 'histogram') expect(name).toMatch(/_(seconds|bytes)$/);
	}
});
