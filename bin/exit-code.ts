import type { Level } from '#core/levels/levels.ts';

/** The exit codes of the command. The first four are the answer of `status`. */
export const EXIT = {
	done: 0,
	healthy: 0,
	attention: 1,
	critical: 2,
	/** Stale, not there yet, unreachable or refused: the fleet's state is unknown. */
	unknown: 3,
	/** Invalid command line; EX_USAGE of sysexits.h. */
	usage: 64,
	/** A bug, or the output could not be written; EX_SOFTWARE. */
	fault: 70,
	/** Ended by Ctrl-C: 128 and the number of SIGINT. */
	interrupted: 130,
	/** Ended by SIGTERM. */
	terminated: 143
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const OF_LEVEL: Readonly<Record<Level, ExitCode>> = {
	critical: EXIT.critical,
	warning: EXIT.attention,
	degraded: EXIT.attention,
	healthy: EXIT.healthy
};

export function exitCodeOf(level: Level): ExitCode {
	return OF_LEVEL[level];
}
