/** A daemon's answer to any path, or how it fails to end one. */
export type HostileAnswer = (path: string, call: number) => string | 'endless' | 'drips';

/**
 * What a daemon that is broken or in the wrong hands may answer, by what is wrong with it.
 * @param key the daemon's own, which it echoes
 * @param size how large: 1 is as much as the default limits let through
 */
export function hostileAnswers(key: string, size: number): Readonly<Record<string, HostileAnswer>> {
	const many = (count: number) => Math.ceil(count * size);
	const long = (count: number) => 'x'.repeat(many(count));
	const forms = [key, escaped(key), encodeURIComponent(key), base64(key), base64(`user:${key}`)];
	return {
		'a name of 10 MB': named(() => [[long(10_000_000), {}]]),
		'three names of 50 MB': named(() => ['a', 'b', 'c'].map((first) => [first + long(5e7), {}])),
		'a profile of 100 MB': named(() => [
			['s', { profile: long(1e8), alert: { level: long(1e7) } }]
		]),
		'a million servers': named(() => Array.from({ length: many(1e6) }, (_, of) => [`s${of}`, {}])),
		'100,000 servers': named((call) =>
			Array.from({ length: many(1e5) }, (_, of) => [`s${of}`, moving(of + call)])
		),
		'the longest names that are taken, everything on the move': named((call) =>
			Array.from({ length: many(20_000) }, (_, of) => [
				`${of}`.padEnd(100, call % 2 ? 'é' : '中'),
				moving(of + call)
			])
		),
		'a million alerts': (_, call) =>
			predictions(call, [['s', {}]], {
				alerts: Array.from({ length: many(1e6) }, (__, of) => ({ server: `s${of}`, metric: 1 }))
			}),
		'a million metrics': named(() => [
			[
				's',
				Object.fromEntries(Array.from({ length: many(1e6) }, (_, of) => [`m${of}`, { p50: [] }]))
			]
		]),
		'nothing but brackets': () => '['.repeat(many(5e7)),
		'deep nesting': () => `{"predictions":${'{"a":'.repeat(many(4e5))}1${'}'.repeat(many(4e5))}}`,
		'numbers of digits': () => `{"tick_count":${'9'.repeat(many(1e6))},"predictions":{}}`,
		'a message of digits': () =>
			JSON.stringify({
				tick_count: 1,
				warmup: { is_warmed_up: false, message: '1'.repeat(many(1e7)) }
			}),
		'texts that are long': (path, call) =>
			path === '/predictions/current'
				? predictions(call, [['s', {}]])
				: JSON.stringify({ ...asked(long(1e7)), tick_count: call }),
		'the key': (path, call) =>
			path === '/predictions/current'
				? predictions(
						call,
						forms.map((form) => [`<${form}>`, { profile: form, alert: { level: form } }]),
						{ environment: { fleet_health: key } }
					).replaceAll('\\\\u00', '\\u00')
				: JSON.stringify({
						...asked(key),
						tick_count: call,
						warmup: { is_warmed_up: false, message: `asked with ${key}` }
					}),
		'the key as an error': () =>
			JSON.stringify({ error: 'insufficient_data', message: `not ${key}` }),
		'another encoding': () => Buffer.from('{"predictions":{}}', 'utf16le').toString('latin1'),
		'a body that never ends': () => 'endless',
		'a body that comes by drips': () => 'drips'
	};
}

function named(servers: (call: number) => [string, object][]): HostileAnswer {
	return (path, call) =>
		path === '/predictions/current'
			? predictions(call, servers(call))
			: JSON.stringify({ tick_count: call });
}

function predictions(call: number, servers: [string, object][], rest: object = {}): string {
	const entries = servers.map(([name, entry]) => [name, { risk_score: call % 100, ...entry }]);
	return JSON.stringify({ predictions: Object.fromEntries(entries) as object, ...rest });
}

function moving(of: number): object {
	const pair = (wave: number) => ({ current: (of * wave) % 97, predicted: (of * wave) % 89 });
	const metrics = ['cpu', 'memory', 'iowait', 'swap', 'load', 'disk', 'net_in', 'net_out'];
	return {
		risk_score: (of * 7) % 100,
		display_metrics: Object.fromEntries(metrics.map((name, wave) => [name, pair(wave + 3)]))
	};
}

/** The shapes of all that is asked apart, with `text` wherever a text goes. */
function asked(text: string): object {
	return {
		current_status: { cascade_detected: false, reason: text },
		current_metrics: { per: 0, dss: 0, fds: 0, anomaly_rate: 0 },
		recommendation: text,
		report: text,
		status: text,
		message: text,
		models: [{ name: text, is_current: true }],
		current_model: text,
		shap: { summary: text },
		health_score: 1,
		correlation_score: 0,
		anomaly_rate: 0,
		anomalous_servers: 0,
		total_servers: 0,
		cascade_risk: text
	};
}

function escaped(text: string): string {
	return [...text].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
}

function base64(text: string): string {
	return Buffer.from(text).toString('base64');
}
