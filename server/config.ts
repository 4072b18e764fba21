import { X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { BRANDS, brandSchema, type Brand } from '#core/brand/brand.ts';
import type { LevelThresholds } from '#core/levels/levels.ts';
import type { OnDemandTopic } from '#core/protocol/topic.ts';
import { withoutByteOrderMark } from './byte-order-mark.ts';
import type { StoreSettings } from './history/store.ts';
import type { AnswerBounds } from './upstream/answer-bounds.ts';
import type { Role } from './identity.ts';
import type { AccessToken } from './settings/access-token.ts';
import { contradictionsIn } from './settings/contradictions.ts';
import type { Setting } from './settings/setting.ts';
import { SETTINGS } from './settings/table.ts';
import type { Values } from './settings/values.ts';

/** All settings as the program uses them. Durations in milliseconds, sizes in bytes. */
export interface Config {
	readonly host: string;
	readonly port: number;
	/** '' or '/fleet': starts with a slash, ends without. */
	readonly basePath: string;
	/** Undefined: the embedded daemon. */
	readonly daemonUrl: URL | undefined;
	readonly daemonKey: string | undefined;
	/** In PEM; undefined: only the usual ones. */
	readonly daemonAuthorities: string | undefined;
	readonly daemonTimeoutMs: number;
	readonly daemonMaxBytes: number;
	readonly answerBounds: AnswerBounds;
	readonly tickMs: number;
	readonly feedMs: number;
	readonly stepMinutes: number;
	/** The interval of each on-demand topic while it is watched. */
	readonly demandEveryMs: Readonly<Record<OnDemandTopic, number>>;
	readonly explainEveryMs: number;
	/** Undefined: nothing is kept. */
	readonly history: StoreSettings | undefined;
	readonly brand: Brand;
	readonly thresholds: LevelThresholds;
	/** How long a change of level must last before it counts in events, alerts and history. */
	readonly levelHoldMs: number;
	readonly accessOpen: boolean;
	readonly tokens: readonly AccessToken[];
	/** In lower case. */
	readonly trustUserHeader: string | undefined;
	readonly trustedProxies: readonly string[];
	readonly trustRole: Role;
	readonly origins: readonly string[];
	/** Value of the policy's frame-ancestors. */
	readonly frameAncestors: string;
	readonly polling: boolean;
	readonly maxConnections: number;
	readonly maxConnectionsPerAddress: number;
	readonly admissionPerSecond: number;
	readonly logLevel: string;
	readonly demo: {
		readonly servers: number;
		readonly scenario: string;
		readonly seed: number;
		/** How much past is simulated at the start; 0: none. */
		readonly pastHours: number;
	};
}

export type ReadConfig =
	| { readonly ok: true; readonly config: Config }
	| { readonly ok: false; readonly faults: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads all settings from the environment and reports all errors at once. An error never repeats the value: it might be a
 * key.
 * @param readFile reads a brand's JSON file; throws when it cannot
 */
export function readConfig(env: Environment, readFile: (path: string) => string): ReadConfig {
	const faults: string[] = [];
	const read: Partial<Record<string, unknown>> = {};
	const readable = new Set<string>();
	for (const [name, setting] of Object.entries(SETTINGS)) {
		const parsed = parse(setting, env[name]);
		if (parsed.success) readable.add(name);
		else faults.push(...parsed.error.issues.map(({ message }) => `${name}: ${message}`));
		read[name] = parsed.data;
	}
	// Cannot fail: a value for each setting, except for those that are not readable.
	const values = read as Values;
	const brand = readable.has('BRAND') ? readBrand(values.BRAND, readFile) : undefined;
	if (readable.has('BRAND') && !brand) {
		const known = Object.keys(BRANDS).join(', ');
		faults.push(`BRAND: expected ${known}, or a JSON file with name and colours`);
	}
	const authorities = values.DAEMON_CA_FILE && readAuthorities(values.DAEMON_CA_FILE, readFile);
	if (authorities === undefined)
		faults.push('DAEMON_CA_FILE: expected a file with certificates in PEM');
	faults.push(...contradictionsIn(values, readable));
	if (faults.length || !brand) return { ok: false, faults };
	return { ok: true, config: configOf(values, brand, authorities || undefined) };
}

function parse(setting: Setting<unknown>, given: string | undefined) {
	return setting.kind.safeParse(given?.trim() || setting.fallback);
}

function readBrand(word: string, readFile: (path: string) => string): Brand | undefined {
	if (word === 'wells-fargo' || word === 'fleetcast') return BRANDS[word];
	try {
		return brandSchema.safeParse(JSON.parse(withoutByteOrderMark(readFile(word)))).data;
	} catch {
		return undefined;
	}
}

/** Returns undefined for an invalid certificate, which TLS would silently ignore. */
function readAuthorities(path: string, readFile: (path: string) => string): string | undefined {
	try {
		const text = withoutByteOrderMark(readFile(path));
		const certificates = text.match(/-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/g);
		certificates?.forEach((certificate) => new X509Certificate(certificate));
		return certificates?.join('\n');
	} catch {
		return undefined;
	}
}

function configOf(values: Values, brand: Brand, daemonAuthorities: string | undefined): Config {
	return {
		host: values.HOST,
		port: values.PORT,
		basePath: values.BASE_PATH,
		daemonUrl: values.DAEMON_URL,
		daemonKey: values.TFT_API_KEY || undefined,
		daemonAuthorities,
		daemonTimeoutMs: values.DAEMON_TIMEOUT_SECONDS,
		daemonMaxBytes: values.DAEMON_MAX_MB,
		answerBounds: {
			servers: values.DAEMON_MAX_SERVERS,
			nameLength: values.DAEMON_MAX_NAME,
			textLength: values.DAEMON_MAX_TEXT
		},
		tickMs: values.TICK_SECONDS,
		feedMs: values.FEED_SECONDS,
		stepMinutes: values.STEP_MINUTES,
		demandEveryMs: {
			cascade: values.CASCADE_SECONDS,
			// Reading the events costs a daemon of 90 servers over a second, and its health is read beside them.
			'cascade-events': 2 * values.CASCADE_SECONDS,
			drift: values.DRIFT_SECONDS,
			models: values.MODELS_SECONDS
		},
		explainEveryMs: values.EXPLAIN_SECONDS,
		history: historyOf(values),
		brand,
		thresholds: {
			critical: values.LEVEL_CRITICAL,
			warning: values.LEVEL_WARNING,
			degraded: values.LEVEL_DEGRADED
		},
		levelHoldMs: values.LEVEL_HOLD_SECONDS,
		accessOpen: values.ACCESS === 'open',
		tokens: values.ACCESS_TOKENS,
		trustUserHeader: values.TRUST_USER_HEADER || undefined,
		trustedProxies: values.TRUSTED_PROXIES,
		trustRole: values.TRUST_ROLE,
		origins: values.ORIGINS,
		frameAncestors: values.FRAME_ANCESTORS.join(' ') || "'none'",
		polling: values.LONG_POLLING,
		maxConnections: values.MAX_CONNECTIONS,
		maxConnectionsPerAddress: values.MAX_CONNECTIONS_PER_ADDRESS,
		admissionPerSecond: values.ADMISSION_PER_SECOND,
		logLevel: values.LOG_LEVEL,
		demo: {
			servers: values.DEMO_SERVERS,
			scenario: values.DEMO_SCENARIO,
			seed: values.DEMO_SEED,
			pastHours: values.DEMO_PAST_HOURS
		}
	};
}

function historyOf(values: Values): StoreSettings | undefined {
	if (values.HISTORY_DIR === 'off') return undefined;
	return {
		dir: resolve(values.HISTORY_DIR),
		retention: {
			ticksMs: values.HISTORY_TICKS_HOURS,
			minutesMs: values.HISTORY_MINUTES_DAYS,
			hoursMs: values.HISTORY_HOURS_DAYS
		},
		maxBytes: values.HISTORY_MAX_MB
	};
}
