import { compareLevels, type Level } from '#core/levels/levels.ts';
import type { LevelEvent } from '#core/history/events.ts';
import { maxGapMs, spacingAfter, type TickSpacing } from '../tick-spacing.ts';

/** A server from the moment it left `healthy` until it is healthy again. Times in ms since 1970. */
export interface Episode {
	readonly server: string;
	readonly profile: string;
	readonly startedAt: number;
	/** Whether it was watched when it left `healthy`: without that nobody knows how long it has been so. */
	readonly startKnown: boolean;
	readonly level: Level;
	readonly levelSince: number;
	/** Whether it was watched when it came to this level. */
	readonly levelKnown: boolean;
	/** The most urgent level that it had. */
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

/** All that must be remembered from tick to tick. */
export interface EpisodeState {
	readonly spacing: TickSpacing | undefined;
	/** When each server was seen last. */
	readonly seenAt: ReadonlyMap<string, number>;
	readonly open: ReadonlyMap<string, Episode>;
}

export const NO_EPISODES: EpisodeState = { spacing: undefined, seenAt: new Map(), open: new Map() };

/** A change of an episode: it began, changed its level, or ended. */
export interface EpisodeChange {
	/** As it is after the change; where it ended, as it was. */
	readonly episode: Episode;
	readonly event: Omit<LevelEvent, 'id'>;
	readonly end?: 'resolved' | 'lost';
}

/**
 * One more tick. Nothing is made up: a server that is not seen for longer than `nearMs`, because the keeping paused or it
 * left the fleet, is `lost` at the time it was last seen, and its episode has no duration. Readings of one server further
 * apart than that are not joined. A clock set back is such a pause.
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
		// Last seen, last in order: the same whether it was remembered or read again.
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
