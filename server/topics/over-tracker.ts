import type { Fleet } from '#core/fleet.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import type { OutlookFleetState } from '#core/topics/outlook.ts';
import type { OverMemory } from '../upstream/beginnings.ts';
import { joinOver, observeOver, rememberedOver } from '../upstream/over-now.ts';
import { keptOutlookBeginnings, overSince } from '../upstream/over-since.ts';

export interface OverTrackerDeps {
	readonly clock: Clock;
	/** Provides the alerts that an earlier run kept. */
	readonly history: Pick<History, 'ask'>;
}

/** Tracks since when each metric has been over its limit, across restarts of Fleetcast. */
export function createOverTracker({ clock, history }: OverTrackerDeps) {
	let memory: OverMemory | undefined;
	let firstLookAt: number | undefined;
	let movedAt: number | undefined;
	let told: OutlookFleetState['overSince'];
	void recall();

	async function recall(): Promise<void> {
		const answer = await history.ask('moment', { at: clock.now() });
		const moment = answer.ok ? answer.value : undefined;
		const ageMs = moment && clock.now() - (moment.measuredAt ?? moment.at);
		// After a clock was set back, no duration can be measured.
		if (!moment || ageMs === undefined || ageMs < 0) return;
		const { alerts, risk } = moment.states;
		const silent = (server: string) => risk[server]?.silent === true;
		const servers = Object.keys(risk).filter((server) => !silent(server));
		const aheadMs = clock.now() - clock.monotonic();
		const kept = rememberedOver({
			at: clock.monotonic() - ageMs,
			alerts,
			outlook: keptOutlookBeginnings(moment.states, (at) => at - aheadMs),
			servers
		});
		memory = memory && firstLookAt !== undefined ? joinOver(kept, memory, firstLookAt) : kept;
	}

	return {
		/**
		 * Adds a fleet; returns it with the metrics over their limits now among its alerts, and since when they are.
		 * `feedMoved`: whether the values are new.
		 */
		look(fleet: Fleet, silent: ReadonlySet<string>, feedMoved: boolean): Fleet {
			if (feedMoved || movedAt === undefined) movedAt = clock.monotonic();
			firstLookAt ??= movedAt;
			const observed = observeOver(memory, { fleet, silent, at: movedAt });
			memory = observed.memory;
			const aheadMs = clock.now() - clock.monotonic();
			told = overSince(observed.begun, (at) => at + aheadMs, told);
			const begun = observed.begun.size > 0;
			const { outlook } = fleet;
			return {
				...fleet,
				alerts: observed.alerts,
				outlook: { ...outlook, fleet: { ...outlook.fleet, ...(begun && { overSince: told }) } }
			};
		}
	};
}
