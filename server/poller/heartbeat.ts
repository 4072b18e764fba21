import { sleep, type Clock } from '../clock.ts';

export interface HeartbeatDeps {
	readonly clock: Clock;
	/** When the next heartbeat is due; monotonic. */
	readonly dueAt: () => number;
	readonly onBeat: () => void;
}

/** Calls `onBeat` whenever it is due while `until` is pending. */
export async function beatUntil(
	until: Promise<unknown>,
	signal: AbortSignal,
	{ clock, dueAt, onBeat }: HeartbeatDeps
): Promise<void> {
	let over = false;
	const finish = () => {
		over = true;
	};
	const finished = until.then(finish, finish);
	while (!over && !signal.aborted) {
		const beat = new AbortController();
		const stop = AbortSignal.any([signal, beat.signal]);
		const beatAt = dueAt();
		await Promise.race([finished, sleep(clock, beatAt - clock.monotonic(), stop)]);
		beat.abort();
		if (!over && !signal.aborted && clock.monotonic() >= beatAt) onBeat();
	}
}
