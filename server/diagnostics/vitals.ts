import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DiagnosticsState } from '#core/topics/diagnostics.ts';

const SAMPLE_EVERY_MS = 10;
const NANOSECONDS_PER_MS = 1e6;
const BYTES_PER_MB = 1e6;

/** Vital signs of the process. Measuring starts with the first call and ends with `rest`. */
export interface Vitals {
	/** Since the previous call; undefined at the first. */
	loopDelay(): DiagnosticsState['loopDelay'];
	memory(): DiagnosticsState['memory'];
	rest(): void;
}

/** Measures the delay of the event loop in ms, and memory in MB; the delay is measured only while it is read. */
export function processVitals(): Vitals {
	const delay = monitorEventLoopDelay({ resolution: SAMPLE_EVERY_MS });
	return {
		loopDelay() {
			delay.enable();
			if (delay.count === 0) return undefined;
			// The histogram records the whole time between two samples, of which only the excess is a delay.
			const inMs = (nanoseconds: number) =>
				Math.max(0, Math.round((nanoseconds / NANOSECONDS_PER_MS - SAMPLE_EVERY_MS) * 10) / 10);
			const read = {
				p50Ms: inMs(delay.percentile(50)),
				p99Ms: inMs(delay.percentile(99)),
				mostMs: inMs(delay.max)
			};
			delay.reset();
			return read;
		},
		memory() {
			const { rss, heapUsed } = process.memoryUsage();
			return {
				residentMb: Math.round(rss / BYTES_PER_MB),
				heapMb: Math.round(heapUsed / BYTES_PER_MB)
			};
		},
		rest() {
			delay.disable();
			delay.reset();
		}
	};
}
