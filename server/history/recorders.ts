import { episodesRecorder } from './episodes/episodes-recorder.ts';
import { forecastsRecorder } from './forecasts/forecasts-recorder.ts';
import type { Recorder } from './recorder.ts';
import { rollupsRecorder } from './rollups/rollups-recorder.ts';
import { ticksRecorder } from './ticks/ticks-recorder.ts';

/** Everything that is kept, in the order in which each tick is handed to them. */
export const RECORDERS: readonly Recorder[] = [
	ticksRecorder,
	rollupsRecorder,
	episodesRecorder,
	forecastsRecorder
];
