import { resolve } from 'node:path';
import { BRANDS, brandSchema, type Brand } from '#core/brand/brand.ts';
import type { LevelFloors } from '#core/levels/levels.ts';
import type { DemandTopic } from '#core/protocol/topic.ts';
import type { StoreSettings } from './history/store.ts';
import type { AccessToken, Role } from './settings/access-token.ts';
import { isLoopback } from './settings/network.ts';
import { SETTINGS, type Setting } from './settings/table.ts';

/** Every setting as the program uses it. Durations in milliseconds, sizes in bytes. */
export interface Config {
	readonly host: string;
	readonly port: number;
	/** '' or '/fleet': begins with a slash, ends without. */
	readonly basePath: string;
	/** Undefined: the embedded daemon. */
	readonly daemonUrl: URL | undefined;
	readonly daemonKey: string | undefined;
	readonly daemonTimeoutMs: number;
	readonly daemonMaxBytes: number;
	readonly tickMs: number;
	readonly feedMs: number;
	readonly stepMinutes: number;
	/** How often the topics that are asked apart are asked for, while somebody watches. */
	readonly demandEveryMs: Readonly<Record<DemandTopic, number>>;
	readonly explainEveryMs: number;
	/** Undefined: nothing is kept. */
	readonly history: StoreSettings | undefined;
	readonly brand: Brand;
	readonly floors: LevelFloors;
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
	readonly demo: { readonly servers: number; readonly scenario: string; readonly seed: number };
}

export type ReadConfig =
	| { readonly ok: true; readonly config: Config }
	| { readonly ok: false; readonly faults: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;
type Values = {
	[Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name] extends Setting<infer Value>
		? Value
		: never;
};

/**
 * Reads all settings from the environment and names every fault at once. A fault never repeats what was given:
 * it might be a key.
 * @param readFile reads a brand's JSON file; throws when it cannot
 */
export function readConfig(env: Environment, readFile: (path: string) => string): ReadConfig {
	const faults: string[] = [];
	const values = Object.fromEntries(
		Object.entries(SETTINGS).map(([name, setting]) => [name, read(name, setting, env, faults)])
	) as Values;
	// Rules between settings make sense only of settings that could be read.
	if (faults.length) return { ok: false, faults };
	const brand = readBrand(values.BRAND, readFile);
	if (!brand) {
		const known = Object.keys(BRANDS).join(', ');
		faults.push(`BRAND: expected ${known}, or a JSON file with name and colours`);
	}
	faults.push(...contradictions(values));
	if (faults.length || !brand) return { ok: false, faults };
	return { ok: true, config: configOf(values, brand) };
}

function read(
	name: string,
	setting: Setting<unknown>,
	env: Environment,
	faults: string[]
): unknown {
	const parsed = setting.kind.safeParse(env[name]?.trim() || setting.fallback);
	if (parsed.success) return parsed.data;
	faults.push(...parsed.error.issues.map(({ message }) => `${name}: ${message}`));
	return undefined;
}

function readBrand(word: string, readFile: (path: string) => string): Brand | undefined {
	if (word === 'wells-fargo' || word === 'fleetcast') return BRANDS[word];
	try {
		return brandSchema.safeParse(JSON.parse(readFile(word))).data;
	} catch {
		return undefined;
	}
}

function contradictions(values: Values): string[] {
	const faults: string[] = [];
	const { LEVEL_CRITICAL, LEVEL_WARNING, LEVEL_DEGRADED } = values;
	if (!(LEVEL_CRITICAL > LEVEL_WARNING && LEVEL_WARNING > LEVEL_DEGRADED && LEVEL_DEGRADED > 0))
		faults.push(
			'LEVEL_CRITICAL, LEVEL_WARNING, LEVEL_DEGRADED: expected each below the one before'
		);
	const trusting = values.TRUST_USER_HEADER !== '';
	if (trusting && !values.TRUSTED_PROXIES.length)
		faults.push('TRUST_USER_HEADER: needs TRUSTED_PROXIES, or anybody could send that header');
	const guarded = trusting || values.ACCESS_TOKENS.length > 0;
	if (values.ACCESS !== 'open' && !guarded && !isLoopback(values.HOST))
		faults.push(
			'HOST: beyond loopback Fleetcast needs ACCESS_TOKENS, or TRUST_USER_HEADER with TRUSTED_PROXIES, or ACCESS=open'
		);
	if (values.ACCESS === 'open' && guarded)
		faults.push('ACCESS: open contradicts ACCESS_TOKENS and TRUST_USER_HEADER');
	const names = values.ACCESS_TOKENS.map(({ name }) => name);
	if (new Set(names).size < names.length)
		faults.push('ACCESS_TOKENS: expected each name once, so that one token can be revoked');
	return faults;
}

function configOf(values: Values, brand: Brand): Config {
	return {
		host: values.HOST,
		port: values.PORT,
		basePath: values.BASE_PATH,
		daemonUrl: values.DAEMON_URL,
		daemonKey: values.TFT_API_KEY || undefined,
		daemonTimeoutMs: values.DAEMON_TIMEOUT_SECONDS,
		daemonMaxBytes: values.DAEMON_MAX_MB,
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
		floors: {
			critical: values.LEVEL_CRITICAL,
			warning: values.LEVEL_WARNING,
			degraded: values.LEVEL_DEGRADED
		},
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
			seed: values.DEMO_SEED
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
