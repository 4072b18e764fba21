import { episodesKeeper } from './episodes/episodes-keeper.ts';
import { forecastsKeeper } from './forecasts/forecasts-keeper.ts';
import type { Keeper } from './keeper.ts';
import { rollupsKeeper } from './rollups/rollups-keeper.ts';
import { ticksKeeper } from './ticks/ticks-keeper.ts';

/** Everything that is kept, in the order in which each tick is handed to them. */
export const KEEPERS: readonly Keeper[] = [
	ticksKeeper,
	rollupsKeeper,
	episodesKeeper,
	forecastsKeeper
];
