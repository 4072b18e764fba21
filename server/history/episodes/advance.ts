import { compareLevels, type Level } from '#core/levels/levels.ts';
import type { LevelEvent } from '#core/history/events.ts';
import { maxGapMs, spacingAfter, type TickSpacing } from '../../tick-spacing.ts';

/** The time from a server leaving `healthy` until it is healthy again. Times in ms since 1970. */
export interface Episode {
	readonly server: string;
	readonly profile: string;
	readonly startedAt: number;
	/** Whether its start was observed; otherwise its duration is unknown. */
	readonly startKnown: boolean;
	readonly level: Level;
	readonly levelSince: number;
	/** Whether the start of this level was observed. */
	readonly levelKnown: boolean;
	/** The most urgent level so far. */
	readonly worst: Level;
	readonly score: number;
}

/** One server in one tick. */
export interface LevelReading {
	/** The level that counts. */
	readonly level: Level;
	readonly score: number;
	readonly profile: string;
}

/** The state carried from tick to tick. */
export interface EpisodeState {
	readonly spacing: TickSpacing | undefined;
	/** When each server was last seen. */
	readonly seenAt: ReadonlyMap<string, number>;
	readonly open: ReadonlyMap<string, Episode>;
}

export const NO_EPISODES: EpisodeState = { spacing: undefined, seenAt: new Map(), open: new Map() };

/** A change of an episode: it began, changed its level, or ended. */
export interface EpisodeChange {
	/** After the change; for an ended episode, before it. */
	readonly episode: Episode;
	readonly event: Omit<LevelEvent, 'id'>;
	readonly end?: 'resolved' | 'lost';
}

/**
 * Adds one tick. Nothing is assumed: a server that is not seen for longer than `nearMs`, because recording paused or it
 * left the fleet, is `lost` at the time it was last seen, and its episode has no duration. Readings of one server further
 * apart than that are not joined. A clock set back counts as such a pause.
 */
export function advanceEpisodes(
	before: EpisodeState,
	at: number,
	readings: ReadonlyMap<string, LevelReading>
): { readonly watch: EpisodeState; readonly changes: readonly EpisodeChange[] } {
	const changes: EpisodeChange[] = [];
	const open = new Map(before.open);
	const seenAt = new Map(before.seenAt);
	const near = before.spacing ? maxGapMs(before.spacing) : 0;
	for (const [server, seen] of before.seenAt) {
		if (at >= seen && at - seen <= near) continue;
		seenAt.delete(server);
		const episode = open.get(server);
		if (!episode) continue;
		open.delete(server);
		changes.push(lost(episode, seen));
	}
	for (const [server, reading] of readings) {
		const change = changeOf(server, reading, at, open.get(server), seenAt.has(server));
		if (change) changes.push(change);
		if (change?.end) open.delete(server);
		else if (change) open.set(server, change.episode);
		// Keeps the order of last sight: the same whether remembered or read again.
		seenAt.delete(server);
		seenAt.set(server, at);
	}
	return { watch: { spacing: spacingAfter(before.spacing, at), seenAt, open }, changes };
}

function changeOf(
	server: string,
	{ level, score, profile }: LevelReading,
	at: number,
	episode: Episode | undefined,
	watched: boolean
): EpisodeChange | undefined {
	const head = { at, server, profile, to: level, score };
	if (!episode) {
		if (level === 'healthy') return undefined;
		const known = { startKnown: watched, levelKnown: watched };
		const since = { startedAt: at, levelSince: at };
		return {
			episode: { server, profile, ...since, ...known, level, worst: level, score },
			event: { ...head, kind: 'escalated', ...(watched && { from: 'healthy' as const }) }
		};
	}
	if (level === episode.level) return undefined;
	const from = { from: episode.level, ...levelTime(episode, at) };
	if (level === 'healthy')
		return {
			episode,
			event: {
				...head,
				kind: 'resolved',
				...from,
				...(episode.startKnown && { episodeMs: at - episode.startedAt })
			},
			end: 'resolved'
		};
	const worse = compareLevels(level, episode.level) < 0;
	const worst = compareLevels(level, episode.worst) < 0 ? level : episode.worst;
	return {
		episode: { ...episode, profile, level, levelSince: at, levelKnown: true, worst, score },
		event: { ...head, kind: worse ? 'escalated' : 'eased', ...from }
	};
}

function lost(episode: Episode, seen: number): EpisodeChange {
	const { server, profile, level, score } = episode;
	return {
		episode,
		event: { at: seen, server, profile, kind: 'lost', from: level, score },
		end: 'lost'
	};
}

function levelTime({ levelKnown, levelSince }: Episode, at: number): { levelMs?: number } {
	return levelKnown ? { levelMs: at - levelSince } : {};
}
