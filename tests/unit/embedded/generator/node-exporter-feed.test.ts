import { expect, test } from 'vitest';
import { parseSamples, recordOf } from '../../../../docs/examples/node-exporter-feed.js';
import { parseBatch } from '../../../../server/embedded/daemon/feed/record.ts';

interface Counters {
	idle: number;
	user: number;
	received: number;
}

/** What a node_exporter 1.8 answers, in extract: two CPUs, a disk, swap, two network devices. */
const scrape = ({ idle, user, received }: Counters) => `
# HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.
# TYPE node_cpu_seconds_total counter
node_cpu_seconds_total{cpu="0",mode="idle"} ${idle}
node_cpu_seconds_total{cpu="0",mode="iowait"} 10
node_cpu_seconds_total{cpu="0",mode="nice"} 0
node_cpu_seconds_total{cpu="0",mode="system"} 100
node_cpu_seconds_total{cpu="0",mode="user"} ${user}
node_cpu_seconds_total{cpu="1",mode="idle"} ${idle}
node_cpu_seconds_total{cpu="1",mode="iowait"} 10
node_cpu_seconds_total{cpu="1",mode="system"} 100
node_cpu_seconds_total{cpu="1",mode="user"} ${user}
node_filesystem_avail_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 2.5e+10
node_filesystem_size_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 1e+11
node_filesystem_size_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 8e+08
node_load1 0.42
node_memory_MemAvailable_bytes 6e+09
node_memory_MemTotal_bytes 8e+09
node_memory_SwapFree_bytes 1.5e+09
node_memory_SwapTotal_bytes 2e+09
node_network_receive_bytes_total{device="eth0"} ${received}
node_network_receive_bytes_total{device="lo"} ${received * 9}
node_network_transmit_bytes_total{device="eth0"} 5000
node_boot_time_seconds 1.7e+09
node_time_seconds 1.700864e+09
node_tcp_connection_states{state="close_wait"} 7
node_tcp_connection_states{state="established"} 90
node_uname_info{nodename="a \\"quoted\\" name, with commas",release="6.1"} 1
`;

const before = parseSamples(scrape({ idle: 1_000, user: 500, received: 1e9 }));
const after = parseSamples(scrape({ idle: 1_004, user: 501, received: 1.05e9 }));
const record = recordOf('db01', before, after, 5, '2026-01-14T13:00:00.000Z');

test('two scrapes of a node_exporter make one record in the units of the feed', () => {
	expect(record).toEqual({
		timestamp: '2026-01-14T13:00:00.000Z',
		server_name: 'db01',
		// Each CPU was busy for one of five seconds.
		cpu_user_pct: 20,
		cpu_sys_pct: 0,
		cpu_iowait_pct: 0,
		cpu_idle_pct: 80,
		mem_used_pct: 25,
		swap_used_pct: 25,
		disk_usage_pct: 75,
		net_in_mb_s: 10,
		net_out_mb_s: 0,
		load_average: 0.42,
		uptime_days: 10,
		back_close_wait: 7
	});
});

test('the daemon takes the record', () => {
	expect(parseBatch([record], Infinity)).toMatchObject({
		refused: [],
		records: [{ serverName: 'db01' }]
	});
});

test('after a restart of the machine rates are left out, not negative', () => {
	const restarted = recordOf('db01', after, before, 5, '2026-01-14T13:00:05.000Z');
	expect(restarted).not.toHaveProperty('net_in_mb_s');
	expect(restarted).not.toHaveProperty('cpu_idle_pct');
	expect(restarted).toMatchObject({ mem_used_pct: 25 });
});

test('a textfile collector can carry what node_exporter does not know', () => {
	const more = parseSamples('java_cpu_pct 33\nfront_close_wait 4\nback_close_wait 5\n');
	expect(recordOf('db01', before, [...after, ...more], 5, '')).toMatchObject({
		java_cpu_pct: 33,
		front_close_wait: 4,
		back_close_wait: 5
	});
});
