import { dateAndTime, decimal, elapsed } from '#core/format.ts';
import { compareLevels } from '#core/levels/levels.ts';
import { shownName } from '../frame/server-search.ts';
import type { Column, TableSort } from '../table.ts';
import type { EventKind, LevelEvent } from '#core/history/events.ts';

const KIND_WORDS: Readonly<Record<EventKind, string>> = {
	escalated: 'escalated',
	eased: 'eased',
	resolved: 'resolved',
	lost: 'no longer reported'
};

/** The name of an event, and the levels before and after. */
function eventInWords({ kind, from, to }: LevelEvent): string {
	if (kind === 'lost') return `${KIND_WORDS.lost}, last ${from ?? 'unknown'}`;
	return from === undefined
		? `first seen ${to ?? 'unknown'}`
		: `${KIND_WORDS[kind]}: ${from} → ${to ?? 'unknown'}`;
}

const durationText = (ms: number | undefined) => (ms === undefined ? '' : elapsed(ms));

export const LEVEL_EVENT_COLUMNS: readonly Column<LevelEvent>[] = [
	{
		id: 'time',
		title: 'Time',
		text: ({ at }) => dateAndTime(at, 'viewer'),
		order: ({ at, id }) => at + id / 1e12
	},
	{ id: 'server', title: 'Server', text: ({ server }) => shownName(server) },
	{ id: 'profile', title: 'Profile', text: ({ profile }) => profile },
	{ id: 'event', title: 'Event', text: eventInWords },
	{
		id: 'risk',
		title: 'Risk',
		numeric: true,
		text: ({ score }) => decimal(score),
		order: ({ score }) => score
	},
	{
		id: 'level-time',
		title: 'Previous level lasted',
		numeric: true,
		text: ({ levelMs }) => durationText(levelMs),
		order: ({ levelMs }) => levelMs
	},
	{
		id: 'alert-time',
		title: 'Alert lasted',
		numeric: true,
		text: ({ episodeMs }) => durationText(episodeMs),
		order: ({ episodeMs }) => episodeMs
	}
];

export const USUAL_LEVEL_EVENT_SORT: TableSort = { column: 'time', order: 'descending' };

/** The direction of an event, for its mark. */
export function directionOf({ kind, from, to }: LevelEvent): 'worse' | 'better' | 'unknown' {
	if (kind === 'lost' || to === undefined) return 'unknown';
	if (from === undefined) return 'worse';
	return compareLevels(to, from) < 0 ? 'worse' : 'better';
}
