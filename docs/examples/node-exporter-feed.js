// Feeds a prediction daemon with what Prometheus node_exporters measure. Plain Node 20 or newer, nothing to install:
//
//   node node-exporter-feed.js [--daemon http://127.0.0.1:8000] [--every 5] db01=http://db01:9100/metrics …
//
// Each argument is a server's name and where its node_exporter answers. TFT_API_KEY in the environment is sent along.
import { env } from 'node:process';
import { pathToFileURL } from 'node:url';

/** @typedef {{ name: string, labels: Map<string, string>, value: number }} Sample */

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/**
 * Reads the Prometheus text format.
 * @param {string} text
 * @returns {Sample[]}
 */
export function parseSamples(text) {
	return text.split('\n').flatMap((line) => {
		const [, name, labels = '', value] = LINE.exec(line) ?? [];
		if (!name || value === undefined) return [];
		const pairs = [...labels.matchAll(LABEL)].map(([, key = '', label = '']) => [key, label]);
		return [
			{ name, labels: new Map(/** @type {[string, string][]} */ (pairs)), value: Number(value) }
		];
	});
}

/**
 * The sum of all samples of a name whose labels are as asked; undefined when there are none.
 * @param {Sample[]} samples
 * @param {string} name
 * @param {(labels: Map<string, string>) => boolean} [wanted]
 */
function sum(samples, name, wanted = () => true) {
	const found = samples.filter((sample) => sample.name === name && wanted(sample.labels));
	return found.length ? found.reduce((total, { value }) => total + value, 0) : undefined;
}

/**
 * One record of the feed from two scrapes: counters count from the start of the machine, so rates need a before.
 * What this node_exporter does not tell is left out, which the daemon accepts.
 * @param {string} serverName
 * @param {Sample[]} before
 * @param {Sample[]} after
 * @param {number} seconds between the two
 * @param {string} timestamp ISO 8601
 */
export function recordOf(serverName, before, after, seconds, timestamp) {
	/** @param {string} name @param {(labels: Map<string, string>) => boolean} [wanted] */
	const now = (name, wanted) => sum(after, name, wanted);
	/** @param {string} name @param {(labels: Map<string, string>) => boolean} [wanted] */
	const grown = (name, wanted) => {
		const [from, to] = [sum(before, name, wanted), sum(after, name, wanted)];
		// A counter that shrank began anew.
		return from === undefined || to === undefined || to < from ? undefined : to - from;
	};
	/** @param {...string} modes */
	const cpu = (...modes) => {
		const all = grown('node_cpu_seconds_total');
		const some = grown('node_cpu_seconds_total', (labels) =>
			modes.includes(labels.get('mode') ?? '')
		);
		return all && percent(some, all);
	};
	/** @param {Map<string, string>} labels */
	const isRoot = (labels) => labels.get('mountpoint') === '/' && labels.get('fstype') !== 'rootfs';
	/** @param {Map<string, string>} labels */
	const isWire = (labels) => !/^(lo|veth|docker|br-|virbr)/.test(labels.get('device') ?? '');
	/** @param {number | undefined} free @param {number | undefined} total */
	const used = (free, total) =>
		total && free !== undefined ? percent(total - free, total) : undefined;
	/** @param {number | undefined} bytes */
	const megabytes = (bytes) => (bytes === undefined ? undefined : bytes / seconds / 1e6);

	const swapTotal = now('node_memory_SwapTotal_bytes');
	const bootedAt = now('node_boot_time_seconds');
	const clock = now('node_time_seconds');
	const metrics = {
		cpu_user_pct: cpu('user', 'nice'),
		cpu_sys_pct: cpu('system', 'irq', 'softirq', 'steal'),
		cpu_iowait_pct: cpu('iowait'),
		cpu_idle_pct: cpu('idle'),
		mem_used_pct: used(now('node_memory_MemAvailable_bytes'), now('node_memory_MemTotal_bytes')),
		// A machine without swap uses none of it.
		swap_used_pct: swapTotal === 0 ? 0 : used(now('node_memory_SwapFree_bytes'), swapTotal),
		disk_usage_pct: used(
			now('node_filesystem_avail_bytes', isRoot),
			now('node_filesystem_size_bytes', isRoot)
		),
		net_in_mb_s: megabytes(grown('node_network_receive_bytes_total', isWire)),
		net_out_mb_s: megabytes(grown('node_network_transmit_bytes_total', isWire)),
		load_average: now('node_load1'),
		uptime_days: bootedAt && clock && (clock - bootedAt) / 86_400,
		// node_exporter knows neither of these; its textfile collector can carry them under these very names.
		java_cpu_pct: now('java_cpu_pct'),
		front_close_wait: now('front_close_wait'),
		// With --collector.tcpstat the kernel's count stands in for connections to other services.
		back_close_wait:
			now('back_close_wait') ??
			now('node_tcp_connection_states', (labels) => labels.get('state') === 'close_wait')
	};
	const known = Object.entries(metrics).filter(([, value]) => Number.isFinite(value));
	return { timestamp, server_name: serverName, ...Object.fromEntries(known) };
}

/** @param {number | undefined} part @param {number} whole */
function percent(part, whole) {
	return part === undefined ? undefined : Math.min(100, Math.max(0, (100 * part) / whole));
}

/** What went wrong: `fetch failed` says nothing, its cause does. @param {unknown} error */
function reasonOf(error) {
	return String(error instanceof Error ? (error.cause ?? error) : error);
}

/** @param {string[]} args */
async function main(args) {
	const option = (/** @type {string} */ name, /** @type {string} */ usual) => {
		const at = args.indexOf(name);
		return at < 0 ? usual : (args.splice(at, 2)[1] ?? usual);
	};
	const daemon = option('--daemon', 'http://127.0.0.1:8000');
	const everyMs = 1_000 * Number(option('--every', '5'));
	const servers = args.map((arg) => {
		const cut = arg.indexOf('=');
		return { name: arg.slice(0, cut), url: arg.slice(cut + 1) };
	});
	if (!servers.length || !(everyMs >= 1_000) || servers.some(({ name }) => !name)) {
		console.error('usage: node node-exporter-feed.js [--daemon URL] [--every SECONDS] NAME=URL …');
		process.exit(1);
	}
	/** @type {Map<string, { samples: Sample[], at: number }>} */
	const last = new Map();
	/** @param {{ name: string, url: string }} server */
	const scrape = async ({ name, url }) => {
		const response = await fetch(url, { signal: AbortSignal.timeout(4_000) });
		if (!response.ok) throw new Error(`${url} answered ${response.status}`);
		const [samples, at] = [parseSamples(await response.text()), Date.now()];
		const before = last.get(name);
		last.set(name, { samples, at });
		if (!before) return [];
		const seconds = (at - before.at) / 1_000;
		return [recordOf(name, before.samples, samples, seconds, new Date(at).toISOString())];
	};
	const round = async () => {
		const scraped = await Promise.allSettled(servers.map(scrape));
		scraped.forEach((each, at) => {
			if (each.status === 'rejected') console.error(servers[at]?.name, reasonOf(each.reason));
		});
		const records = scraped.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
		if (!records.length) return;
		const key = env.TFT_API_KEY;
		const response = await fetch(`${daemon}/feed/data`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...(key ? { 'x-api-key': key } : {}) },
			body: JSON.stringify({ records }),
			signal: AbortSignal.timeout(10_000)
		});
		console.log(response.status, await response.text());
	};
	for (;;) {
		const next = Date.now() + everyMs;
		// One failed round must not end the feed.
		await round().catch((error) => console.error(daemon, reasonOf(error)));
		await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - Date.now())));
	}
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	await main(process.argv.slice(2));
}
