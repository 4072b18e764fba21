import { modelInUse } from '../drift/training.ts';
import { counted, countedInGroups, elapsed, grouped } from '../format.ts';
import type { DiagnosticsState } from '../topics/diagnostics.ts';
import type { ModelsState } from '../topics/models.ts';
import { millisecondsInWords } from './quantities.ts';

export interface Fact {
	readonly name: string;
	readonly value: string;
}

const NOT_TOLD = 'not told';
const told = (value: number | undefined) => (value === undefined ? NOT_TOLD : grouped(value));

/** Which daemon it is and what it holds. */
export function daemonFacts(
	{ daemon }: DiagnosticsState,
	models: ModelsState | undefined
): readonly Fact[] {
	const { address, embedded, servers, metrics, steps } = daemon;
	const forecast =
		servers === undefined || metrics === undefined || steps === undefined
			? NOT_TOLD
			: `${counted(servers, 'server')} × ${counted(metrics, 'metric')} × ${counted(steps, 'step')}`;
	return [
		{ name: 'Address', value: embedded ? 'embedded (demo data)' : (address ?? NOT_TOLD) },
		{ name: 'Version', value: (models?.offered ? models.daemonVersion : undefined) ?? NOT_TOLD },
		{ name: 'Model', value: models?.offered ? modelInUse(models) : NOT_TOLD },
		{ name: 'Records in its window', value: told(daemon.windowSize) },
		{ name: 'Batches it was fed', value: told(daemon.tickCount) },
		{ name: 'Its forecast', value: forecast }
	];
}

/** How this process does. `now` in ms since 1970, by the server's clock. */
export function processFacts(state: DiagnosticsState, now: number | undefined): readonly Fact[] {
	const { loopDelay, memory, versions } = state;
	return [
		{
			name: 'Event-loop delay',
			value: loopDelay
				? `median ${millisecondsInWords(loopDelay.p50Ms)}, 99% below ${millisecondsInWords(loopDelay.p99Ms)}, most ${millisecondsInWords(loopDelay.mostMs)}`
				: 'measured from now on'
		},
		{
			name: 'Memory',
			value: `${grouped(memory.residentMb)} MB, of which ${grouped(memory.heapMb)} MB JavaScript`
		},
		{
			name: 'Running for',
			value: now === undefined ? NOT_TOLD : elapsed(now - state.startedAt)
		},
		{ name: 'Fleetcast', value: `${versions.fleetcast}, protocol ${versions.protocol}` },
		{ name: 'Node', value: versions.node }
	];
}

/** What the newest round that is over was to the viewers; undefined before there is one. */
export function servedInWords({ rounds }: DiagnosticsState): string | undefined {
	const newest = rounds.at(-1);
	if (!newest) return undefined;
	const viewers = countedInGroups(newest.viewers, 'viewer');
	return newest.ok
		? `One daemon call served ${viewers} in tick ${grouped(newest.tick)}`
		: `One daemon call failed for ${viewers} in tick ${grouped(newest.tick)}`;
}
