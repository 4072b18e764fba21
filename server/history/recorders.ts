import { episodesRecorder } from './episodes/episodes-recorder.ts';
import { forecastsRecorder } from './forecasts/forecasts-recorder.ts';
import type { Recorder } from './recorder.ts';
import { rollupsRecorder } from './rollups/rollups-recorder.ts';
import { simulatedRecorder } from './simulated-recorder.ts';
import { ticksRecorder } from './ticks/ticks-recorder.ts';

/** All recorders, in the order in which they get each tick. */
export const RECORDERS: readonly Recorder[] = [
	ticksRecorder,
	rollupsRecorder,
	episodesRecorder,
	forecastsRecorder,
	simulatedRecorder
];
