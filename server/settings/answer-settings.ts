import { DEFAULT_BOUNDS } from '../upstream/answer-bounds.ts';
import { scaled, whole } from './kinds.ts';
import { setting } from './setting.ts';

const MEGABYTE = 1_000_000;

/** The limits of one answer of the daemon, in the order of README's table. */
export const ANSWER_SETTINGS = {
	DAEMON_MAX_MB: setting(
		scaled(1, 4_096, MEGABYTE),
		256,
		'MB',
		'The largest answer accepted from the daemon; 1,000 servers need about 51 MB.'
	),
	DAEMON_MAX_SERVERS: setting(
		whole(1, 100_000),
		DEFAULT_BOUNDS.servers,
		'number',
		'How many servers of an answer are shown, and how many alerts; the rest is set aside, counted and logged.'
	),
	DAEMON_MAX_NAME: setting(
		whole(16, 10_000),
		DEFAULT_BOUNDS.nameLength,
		'characters',
		'The longest name of a server, metric or profile; what has a longer one is set aside.'
	),
	DAEMON_MAX_TEXT: setting(
		whole(100, 100_000),
		DEFAULT_BOUNDS.textLength,
		'characters',
		'The longest message or report of the daemon; a longer one is cut.'
	)
};
