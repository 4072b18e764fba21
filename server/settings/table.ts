import { DEFAULT_FLOORS } from '#core/levels/levels.ts';
import { DEFAULT_STEP_MINUTES } from '#core/metrics/metrics.ts';
import { parseAccessToken } from './access-token.ts';
import { ancestorOf, basePath, headerName, headerValue, originOf } from './addresses.ts';
import { choice, flag, listOf, optionalUrl, scaled, text, whole } from './kinds.ts';
import type { Kind } from './kinds.ts';
import { isAddressOrNetwork } from './network.ts';

/** One setting: an environment variable, how its text is read, and the words that README says of it. */
export interface Setting<Value> {
	readonly kind: Kind<Value>;
	/** What is read when the variable is unset or blank. */
	readonly fallback: string;
	readonly type: string;
	readonly sentence: string;
}

function setting<Value>(
	kind: Kind<Value>,
	fallback: string | number | boolean,
	type: string,
	sentence: string
): Setting<Value> {
	return { kind, fallback: String(fallback), type, sentence };
}

const SECOND = 1_000;
const MEGABYTE = 1_000_000;
const HOUR_SECONDS = 3_600;
const HOUR = HOUR_SECONDS * SECOND;
const DAY = 24 * HOUR;

/** Every setting there is, in the order of README's table. */
export const SETTINGS = {
	DAEMON_URL: setting(
		optionalUrl,
		'',
		'address',
		'Where the prediction daemon answers. Unset: the embedded daemon and its generator start.'
	),
	TFT_API_KEY: setting(headerValue(), '', 'secret', 'The key sent to the daemon as `X-API-Key`.'),
	HOST: setting(text, '127.0.0.1', 'address', 'The address to listen on.'),
	PORT: setting(whole(0, 65_535), 8050, 'number', 'The port to listen on; 0 takes any free one.'),
	BASE_PATH: setting(
		basePath(),
		'',
		'path',
		'The path under which a proxy serves Fleetcast, such as `/fleet`.'
	),
	TICK_SECONDS: setting(
		scaled(2, HOUR_SECONDS, SECOND),
		5,
		'seconds',
		'How often the daemon is asked, once for all viewers; at least 2, its limit is 30 calls a minute.'
	),
	FEED_SECONDS: setting(
		scaled(1, HOUR_SECONDS, SECOND),
		5,
		'seconds',
		'How often the daemon is fed: a feed that misses several of these is called silent.'
	),
	STEP_MINUTES: setting(
		scaled(0.1, 1_440),
		DEFAULT_STEP_MINUTES,
		'minutes',
		'How long one step of a forecast is said to be.'
	),
	CASCADE_SECONDS: setting(
		scaled(5, HOUR_SECONDS, SECOND),
		15,
		'seconds',
		'How often cascade health is asked for while somebody watches it; its events half as often.'
	),
	DRIFT_SECONDS: setting(
		scaled(5, HOUR_SECONDS, SECOND),
		60,
		'seconds',
		'How often drift is asked for while somebody watches it.'
	),
	MODELS_SECONDS: setting(
		scaled(5, HOUR_SECONDS, SECOND),
		300,
		'seconds',
		'How often the list of models is asked for while somebody watches it.'
	),
	EXPLAIN_SECONDS: setting(
		scaled(5, HOUR_SECONDS, SECOND),
		60,
		'seconds',
		'How often the daemon explains a server while somebody looks; many servers at once wait in turn.'
	),
	DAEMON_TIMEOUT_SECONDS: setting(
		scaled(1, 600, SECOND),
		30,
		'seconds',
		'How long one answer of the daemon may take.'
	),
	DAEMON_MAX_MB: setting(
		scaled(1, 4_096, MEGABYTE),
		256,
		'MB',
		'The largest answer taken from the daemon: 1,000 servers are some 51 MB.'
	),
	HISTORY_DIR: setting(
		text,
		'history',
		'path',
		'The folder in which every tick is kept, made where there is none; `off` keeps nothing.'
	),
	HISTORY_TICKS_HOURS: setting(
		scaled(0.1, 8_760, HOUR),
		24,
		'hours',
		'How long every tick can be replayed.'
	),
	HISTORY_MINUTES_DAYS: setting(
		scaled(0.1, 3_650, DAY),
		30,
		'days',
		'How long the figures of each minute are kept.'
	),
	HISTORY_HOURS_DAYS: setting(
		scaled(0.1, 36_500, DAY),
		365,
		'days',
		'How long the figures of each hour are kept.'
	),
	HISTORY_MAX_MB: setting(
		scaled(10, 10_000_000, MEGABYTE),
		4_000,
		'MB',
		'How large the history may become: before it is larger, the oldest of each kind goes early.'
	),
	BRAND: setting(
		text,
		'wells-fargo',
		'name or file',
		'`wells-fargo`, `fleetcast`, or the path of a JSON file with name, colours and logo (a `data:` URL).'
	),
	LEVEL_CRITICAL: setting(
		scaled(0, 100),
		DEFAULT_FLOORS.critical,
		'risk',
		'The lowest risk called critical.'
	),
	LEVEL_WARNING: setting(
		scaled(0, 100),
		DEFAULT_FLOORS.warning,
		'risk',
		'The lowest risk called warning.'
	),
	LEVEL_DEGRADED: setting(
		scaled(0, 100),
		DEFAULT_FLOORS.degraded,
		'risk',
		'The lowest risk called degraded.'
	),
	ACCESS: setting(
		choice(['closed', 'open']),
		'closed',
		'word',
		'`open` lets everyone in as operator, on any address. `closed` needs tokens or a proxy beyond loopback.'
	),
	ACCESS_TOKENS: setting(
		listOf(parseAccessToken, 'name:role:sha256, as `npm run token` prints it'),
		'',
		'list',
		'Who may enter: `name:role:sha256`, apart by commas; `npm run token -- NAME ROLE` makes one.'
	),
	TRUST_USER_HEADER: setting(
		headerName(),
		'',
		'header',
		'The header in which a trusted proxy names the user it has signed in.'
	),
	TRUSTED_PROXIES: setting(
		listOf(
			(item) => (isAddressOrNetwork(item) ? item : undefined),
			'an address or a network such as 10.0.0.0/8'
		),
		'',
		'list',
		'Addresses and networks whose forwarded headers are believed.'
	),
	TRUST_ROLE: setting(
		choice(['viewer', 'operator']),
		'viewer',
		'word',
		'The role of users that a trusted proxy names: `viewer` or `operator`.'
	),
	ORIGINS: setting(
		listOf(originOf, 'an origin such as https://fleet.example'),
		'',
		'list',
		'Origins whose pages may connect, beside the page’s own.'
	),
	FRAME_ANCESTORS: setting(
		listOf(ancestorOf, "'self' or an origin such as https://wall.example"),
		'',
		'list',
		'Origins that may show Fleetcast in a frame; unset: nobody.'
	),
	LONG_POLLING: setting(
		flag,
		true,
		'true or false',
		'Whether viewers without WebSocket may use HTTP long-polling.'
	),
	MAX_CONNECTIONS: setting(
		whole(1, 1_000_000),
		20_000,
		'number',
		'How many connections may be open in all.'
	),
	MAX_CONNECTIONS_PER_ADDRESS: setting(
		whole(1, 1_000_000),
		1_000,
		'number',
		'How many of them from one address: an office behind one gateway, not one broken script.'
	),
	ADMISSION_PER_SECOND: setting(
		whole(1, 100_000),
		500,
		'a second',
		'How many new connections are let in each second.'
	),
	LOG_LEVEL: setting(
		choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
		'info',
		'word',
		'The least serious log line that is written.'
	),
	DEMO_SERVERS: setting(
		whole(7, 1_000),
		45,
		'number',
		'The size of the embedded generator’s fleet.'
	),
	DEMO_SCENARIO: setting(
		choice(['healthy', 'degrading', 'critical', 'cascade']),
		'healthy',
		'word',
		'What the embedded generator begins with.'
	),
	DEMO_SEED: setting(whole(0, 2 ** 32 - 1), 42, 'number', 'The same seed makes the same fleet.')
} as const;
