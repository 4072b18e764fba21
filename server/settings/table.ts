import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { DEFAULT_HOLD_MS } from '#core/levels/steady.ts';
import { DEFAULT_STEP_MINUTES } from '#core/metrics/metrics.ts';
import { parseAccessToken } from './access-token.ts';
import { ANSWER_SETTINGS } from './answer-settings.ts';
import { ancestorOf, basePath, headerName, headerValue, originOf } from './addresses.ts';
import { choice, flag, listOf, optionalUrl, scaled, text, whole } from './kinds.ts';
import { isAddressOrNetwork } from './network.ts';
import { setting } from './setting.ts';

const SECOND = 1_000;
const MEGABYTE = 1_000_000;
const HOUR_SECONDS = 3_600;
const HOUR = HOUR_SECONDS * SECOND;
const DAY = 24 * HOUR;

/** All settings, in the order of README's table. */
export const SETTINGS = {
	DAEMON_URL: setting(
		optionalUrl,
		'',
		'address',
		'The prediction daemon’s address. Unset: the embedded daemon and its generator start.'
	),
	TFT_API_KEY: setting(headerValue(), '', 'secret', 'The key sent to the daemon as `X-API-Key`.'),
	DAEMON_CA_FILE: setting(
		text,
		'',
		'file',
		'Certificates, in PEM, that are trusted for the daemon besides the usual ones, such as a self-signed one.'
	),
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
		'How often the daemon is called, once for all viewers; at least 2, since it allows 30 calls a minute.'
	),
	FEED_SECONDS: setting(
		scaled(1, HOUR_SECONDS, SECOND),
		5,
		'seconds',
		'How often metrics are fed to the daemon; a feed that misses several intervals counts as silent.'
	),
	STEP_MINUTES: setting(
		scaled(0.1, 1_440),
		DEFAULT_STEP_MINUTES,
		'minutes',
		'The length of one forecast step.'
	),
	CASCADE_SECONDS: setting(
		scaled(5, HOUR_SECONDS, SECOND),
		15,
		'seconds',
		'How often cascade health is requested while it is watched; its events half as often.'
	),
	DRIFT_SECONDS: setting(
		scaled(5, HOUR_SECONDS, SECOND),
		60,
		'seconds',
		'How often drift is requested while it is watched.'
	),
	MODELS_SECONDS: setting(
		scaled(5, HOUR_SECONDS, SECOND),
		300,
		'seconds',
		'How often the list of models is requested while it is watched.'
	),
	EXPLAIN_SECONDS: setting(
		scaled(5, HOUR_SECONDS, SECOND),
		60,
		'seconds',
		'How often a server’s explanation is refreshed while it is watched; many servers take turns.'
	),
	DAEMON_TIMEOUT_SECONDS: setting(
		scaled(1, 600, SECOND),
		30,
		'seconds',
		'Timeout for one answer from the daemon.'
	),
	...ANSWER_SETTINGS,
	HISTORY_DIR: setting(
		text,
		'history',
		'path',
		'The folder for the history, created if missing; `off` keeps no history.'
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
		'How long per-minute figures are kept.'
	),
	HISTORY_HOURS_DAYS: setting(
		scaled(0.1, 36_500, DAY),
		365,
		'days',
		'How long per-hour figures are kept.'
	),
	HISTORY_MAX_MB: setting(
		scaled(10, 10_000_000, MEGABYTE),
		4_000,
		'MB',
		'Maximum size of the history; the oldest of each kind is deleted first.'
	),
	BRAND: setting(
		text,
		'wells-fargo',
		'name or file',
		'`wells-fargo`, `fleetcast`, or the path of a JSON file with name, colours and logo (a `data:` URL).'
	),
	LEVEL_CRITICAL: setting(
		scaled(0, 100),
		DEFAULT_THRESHOLDS.critical,
		'risk',
		'The lowest risk called critical.'
	),
	LEVEL_WARNING: setting(
		scaled(0, 100),
		DEFAULT_THRESHOLDS.warning,
		'risk',
		'The lowest risk called warning.'
	),
	LEVEL_DEGRADED: setting(
		scaled(0, 100),
		DEFAULT_THRESHOLDS.degraded,
		'risk',
		'The lowest risk called degraded.'
	),
	LEVEL_HOLD_SECONDS: setting(
		scaled(0, 600, SECOND),
		DEFAULT_HOLD_MS / SECOND,
		'seconds',
		'How long a change of level, or being under a limit again, must last to count; critical counts at once.'
	),
	ACCESS: setting(
		choice(['closed', 'open']),
		'closed',
		'word',
		'`open` lets everyone in as operator, on any address. `closed` requires tokens or a proxy beyond loopback.'
	),
	ACCESS_TOKENS: setting(
		listOf(parseAccessToken, 'name:role:sha256, as `npm run token` prints it'),
		'',
		'list',
		'Who has access: `name:role:sha256`, separated by commas; `npm run token -- NAME ROLE` makes one.'
	),
	TRUST_USER_HEADER: setting(
		headerName(),
		'',
		'header',
		'The header in which a trusted proxy names the signed-in user.'
	),
	TRUSTED_PROXIES: setting(
		listOf(
			(item) => (isAddressOrNetwork(item) ? item : undefined),
			'an address or a network such as 10.0.0.0/8'
		),
		'',
		'list',
		'Addresses and networks of proxies whose forwarded headers are trusted.'
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
		'Origins whose pages may connect, besides Fleetcast’s own.'
	),
	FRAME_ANCESTORS: setting(
		listOf(ancestorOf, "'self' or an origin such as https://wall.example"),
		'',
		'list',
		'Origins that may show Fleetcast in a frame; unset: none.'
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
		'Maximum number of open connections.'
	),
	MAX_CONNECTIONS_PER_ADDRESS: setting(
		whole(1, 1_000_000),
		1_000,
		'number',
		'Maximum number of open connections from one address.'
	),
	ADMISSION_PER_SECOND: setting(
		whole(1, 100_000),
		500,
		'a second',
		'Maximum number of new connections per second.'
	),
	LOG_LEVEL: setting(
		choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
		'info',
		'word',
		'The minimum level that is logged.'
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
		'The scenario the embedded generator starts with.'
	),
	DEMO_PAST_HOURS: setting(
		scaled(0, 168),
		36,
		'hours',
		'The simulated past the embedded fleet starts with, marked as such; 0: none. From 25 on a day is learnt.'
	),
	DEMO_SEED: setting(whole(0, 2 ** 32 - 1), 42, 'number', 'The same seed generates the same fleet.')
} as const;
