import { modelInUse } from '../drift/training.ts';
import { counted, countedInGroups, elapsed, grouped } from '#core/format.ts';
import type { DiagnosticsState } from '#core/topics/diagnostics.ts';
import type { ModelsState } from '#core/topics/models.ts';
import { millisecondsInWords } from './quantities.ts';

export interface Fact {
	readonly name: string;
	readonly value: string;
}

const NOT_REPORTED = 'not reported';
const count = (value: number | undefined) => (value === undefined ? NOT_REPORTED : grouped(value));

/** Facts about the daemon and its data. */
export function daemonFacts(
	{ daemon }: DiagnosticsState,
	models: ModelsState | undefined
): readonly Fact[] {
	const { address, embedded, servers, metrics, steps } = daemon;
	const forecast =
		servers === undefined || metrics === undefined || steps === undefined
			? NOT_REPORTED
			: `${counted(servers, 'server')} × ${counted(metrics, 'metric')} × ${counted(steps, 'step')}`;
	return [
		{ name: 'Address', value: embedded ? 'embedded (demo data)' : (address ?? NOT_REPORTED) },
		{
			name: 'Version',
			value: (models?.offered ? models.daemonVersion : undefined) ?? NOT_REPORTED
		},
		{ name: 'Model', value: models?.offered ? modelInUse(models) : NOT_REPORTED },
		{ name: 'Records in window', value: count(daemon.windowSize) },
		{ name: 'Batches received', value: count(daemon.tickCount) },
		{ name: 'Forecast', value: forecast }
	];
}

/** Facts about this process. `now` in ms since 1970, by the server's clock. */
export function processFacts(state: DiagnosticsState, now: number | undefined): readonly Fact[] {
	const { loopDelay, memory, versions } = state;
	return [
		{
			name: 'Event-loop delay',
			value: loopDelay
				? `median ${millisecondsInWords(loopDelay.p50Ms)}, 99% below ${millisecondsInWords(loopDelay.p99Ms)}, max ${millisecondsInWords(loopDelay.mostMs)}`
				: 'not measured yet'
		},
		{
			name: 'Memory',
			value: `${grouped(memory.residentMb)} MB, of which ${grouped(memory.heapMb)} MB JavaScript`
		},
		{
			name: 'Uptime',
			value: now === undefined ? NOT_REPORTED : elapsed(now - state.startedAt)
		},
		{ name: 'Fleetcast', value: `${versions.fleetcast}, protocol ${versions.protocol}` },
		{ name: 'Node', value: versions.node }
	];
}

/** The viewers served in the newest completed poll; undefined before there is one. */
export function servedInWords({ rounds }: DiagnosticsState): string | undefined {
	const newest = rounds.at(-1);
	if (!newest) return undefined;
	const viewers = countedInGroups(newest.viewers, 'viewer');
	return newest.ok
		? `One daemon call served ${viewers} in tick ${grouped(newest.tick)}`
		: `One daemon call failed for ${viewers} in tick ${grouped(newest.tick)}`;
}
