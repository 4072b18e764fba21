import { setPriority } from 'node:os';

/**
 * Lowers a program's priority, in the system's steps from 0 to 19. Where that is impossible, or the program has ended, all
 * stays as it is.
 */
export function giveWay(pid: number | undefined, steps: number): void {
	try {
		if (pid !== undefined) setPriority(pid, steps);
	} catch {
		// It runs at the usual priority, then.
	}
}
