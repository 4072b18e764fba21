import { pino, type DestinationStream, type Logger } from 'pino';
import { hideInJson } from './hide-in-json.ts';
import { HIDDEN } from './hide-secrets.ts';

export type { Logger } from 'pino';

/** A log entry as pino writes it: a numeric level, Unix ms, and the given fields. */
interface LogEntry {
	readonly level: number;
	readonly time: number;
	readonly msg?: string;
	readonly err?: { readonly message?: string; readonly stack?: string };
}

const SECRET_KEYS = [
	'key',
	'daemonKey',
	'token',
	'tokens',
	'sha256',
	'cookie',
	'password',
	'authorization',
	'"set-cookie"',
	'"x-api-key"',
	'"X-API-Key"',
	'TFT_API_KEY',
	'ACCESS_TOKENS'
];
/** The depth of logged objects. */
const DEPTHS = ['', '*.', '*.*.', '*.*.*.'];

/**
 * Creates the log: lines of JSON, or at a terminal lines for people. Fields named like a secret are hidden, and so is any
 * of `secrets` wherever it appears: in a message, an address, a stack.
 */
export function createLog(options: {
	readonly level: string;
	readonly secrets: readonly (string | undefined)[];
	readonly terminal: boolean;
	readonly write: (line: string) => void;
}): Logger {
	const hide = hideInJson(options.secrets);
	const destination: DestinationStream = {
		write(line) {
			const entry = hide(JSON.parse(line)) as LogEntry;
			options.write(options.terminal ? forPeople(entry) : `${JSON.stringify(entry)}\n`);
		}
	};
	return pino(
		{
			level: options.level,
			base: null,
			redact: {
				paths: SECRET_KEYS.flatMap((key) =>
					DEPTHS.map((depth) =>
						key.startsWith('"') ? `${depth.slice(0, -1)}[${key}]` : depth + key
					)
				),
				censor: HIDDEN
			}
		},
		destination
	);
}

/** `12:03:04 warn  the daemon was lost {"kind":"daemon-timeout"}` */
function forPeople({ level, time, msg, err, ...rest }: LogEntry): string {
	const clock = new Date(time).toLocaleTimeString('en-GB');
	const label = pino.levels.labels[level] ?? String(level);
	const more = Object.keys(rest).length ? ` ${JSON.stringify(rest)}` : '';
	const trouble = err ? `\n${err.stack ?? err.message ?? ''}` : '';
	return `${clock} ${label.padEnd(5)} ${msg ?? ''}${more}${trouble}\n`;
}
