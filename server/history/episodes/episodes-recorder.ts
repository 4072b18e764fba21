import type { DatabaseSync } from 'node:sqlite';
import { countedLevel } from '#core/levels/counted.ts';
import type { Level } from '#core/levels/levels.ts';
import type { Recorder, OpenRecorder, Retention } from '../recorder.ts';
import { prunableRows } from '../prunable.ts';
import {
	NO_EPISODES,
	advanceEpisodes,
	type EpisodeChange,
	type Episode,
	type EpisodeState
} from './advance.ts';

const TABLES = `
	CREATE TABLE episodes (
		id INTEGER PRIMARY KEY,
		server TEXT NOT NULL,
		profile TEXT NOT NULL,
		started_at INTEGER NOT NULL,
		start_known INTEGER NOT NULL,
		level TEXT NOT NULL,
		level_since INTEGER NOT NULL,
		level_known INTEGER NOT NULL,
		worst TEXT NOT NULL,
		score REAL NOT NULL,
		ended_at INTEGER,
		ended TEXT
	) STRICT;
	CREATE INDEX episodes_ended ON episodes (ended_at);
	CREATE INDEX episodes_server ON episodes (server, started_at, ended_at);
	CREATE TABLE level_events (
		id INTEGER PRIMARY KEY,
		at INTEGER NOT NULL,
		server TEXT NOT NULL,
		profile TEXT NOT NULL,
		kind TEXT NOT NULL,
		from_level TEXT,
		to_level TEXT,
		score REAL NOT NULL,
		level_ms INTEGER,
		episode_ms INTEGER
	) STRICT;
	CREATE INDEX level_events_at ON level_events (at);
	CREATE INDEX level_events_server ON level_events (server, at);
	CREATE TABLE episodes_watch (
		id INTEGER PRIMARY KEY CHECK (id = 1),
		at INTEGER NOT NULL,
		pace_ms INTEGER NOT NULL,
		present TEXT NOT NULL,
		absent TEXT NOT NULL
	) STRICT;
`;

/** Records each server's episodes outside `healthy`, and every change of its level. Its state survives a restart. */
export const episodesRecorder: Recorder = { name: 'episodes', migrations: [TABLES], open: open };

/** How many rows are deleted at a time, so that no deletion delays the next tick. */
const REMOVED_AT_ONCE = 5_000;

function open(database: DatabaseSync, retention: Retention): OpenRecorder {
	const { begin, change, end, tell, note, noteTime } = episodeStatements(database);
	const prunable = prunableRows(database, {
		keptMs: retention.minutesMs,
		span: 'SELECT min(at) AS oldest, max(at) AS newest FROM level_events',
		tables: [
			{ name: 'level_events', column: 'at' },
			{ name: 'episodes', column: 'ended_at' }
		],
		atOnce: REMOVED_AT_ONCE
	});
	const ids = new Map<string, number>();
	let watch = readEpisodeState(database, ids);
	let noted = '';

	function write({ episode, event, end: ended }: EpisodeChange): void {
		const { server, profile, level, levelSince, worst, score } = episode;
		const known = ids.get(server);
		if (known === undefined) {
			const flags = [Number(episode.startKnown), level, levelSince, Number(episode.levelKnown)];
			const { lastInsertRowid } = begin.run(
				server,
				profile,
				episode.startedAt,
				...flags,
				worst,
				score
			);
			ids.set(server, Number(lastInsertRowid));
		} else if (ended) {
			end.run(event.at, ended, known);
			ids.delete(server);
		} else change.run(profile, level, levelSince, Number(episode.levelKnown), worst, score, known);
		tell.run(
			event.at,
			event.server,
			event.profile,
			event.kind,
			event.from ?? null,
			event.to ?? null,
			event.score,
			event.levelMs ?? null,
			event.episodeMs ?? null
		);
	}

	return {
		/** While nothing feeds the daemon, its answers repeat old values. */
		record({ at, ok, states }) {
			if (!ok) return;
			const readings = Object.entries(states.risk).map(
				([server, entry]) => [server, { ...entry, level: countedLevel(entry) }] as const
			);
			const step = advanceEpisodes(watch, at, new Map(readings));
			for (const each of step.changes) write(each);
			watch = step.watch;
			const [present, absent] = seenInText(watch, at);
			const { intervalMs = 0 } = watch.spacing ?? {};
			// The names stay the same for most ticks, and are not written again.
			if (noted === present + absent) noteTime.run(at, intervalMs);
			else note.run(at, intervalMs, present, absent);
			noted = present + absent;
		},
		retain(now) {
			prunable.remove(now - prunable.retentionMs);
		},
		prunable: [prunable]
	};
}

function episodeStatements(database: DatabaseSync) {
	const begin = database.prepare(
		`INSERT INTO episodes (server, profile, started_at, start_known, level, level_since, level_known, worst, score)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	);
	const change = database.prepare(
		'UPDATE episodes SET profile = ?, level = ?, level_since = ?, level_known = ?, worst = ?, score = ? WHERE id = ?'
	);
	const end = database.prepare('UPDATE episodes SET ended_at = ?, ended = ? WHERE id = ?');
	const tell = database.prepare(
		`INSERT INTO level_events (at, server, profile, kind, from_level, to_level, score, level_ms, episode_ms)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	);
	const note = database.prepare(
		`INSERT INTO episodes_watch (id, at, pace_ms, present, absent) VALUES (1, ?1, ?2, ?3, ?4)
		 ON CONFLICT (id) DO UPDATE SET at = ?1, pace_ms = ?2, present = ?3, absent = ?4`
	);
	const noteTime = database.prepare('UPDATE episodes_watch SET at = ?, pace_ms = ?');
	return { begin, change, end, tell, note, noteTime };
}

interface OpenRow {
	readonly id: number;
	readonly server: string;
	readonly profile: string;
	readonly started_at: number;
	readonly start_known: number;
	readonly level: Level;
	readonly level_since: number;
	readonly level_known: number;
	readonly worst: Level;
	readonly score: number;
}

/** Reads the state of an earlier run. `ids` is filled with the row of each server's open episode. */
function readEpisodeState(database: DatabaseSync, ids: Map<string, number>): EpisodeState {
	const row = database.prepare('SELECT at, pace_ms, present, absent FROM episodes_watch').get() as
		{ at: number; pace_ms: number; present: string; absent: string } | undefined;
	if (!row) return NO_EPISODES;
	const open = new Map<string, Episode>();
	const rows = database.prepare('SELECT * FROM episodes WHERE ended_at IS NULL').all();
	for (const each of rows as unknown as OpenRow[]) {
		const { id, server, profile, level, worst, score } = each;
		ids.set(server, id);
		open.set(server, {
			...{ server, profile, level, worst, score },
			startedAt: each.started_at,
			startKnown: each.start_known === 1,
			levelSince: each.level_since,
			levelKnown: each.level_known === 1
		});
	}
	const present = (JSON.parse(row.present) as string[]).map((server) => [server, row.at] as const);
	const absent = JSON.parse(row.absent) as [string, number][];
	return {
		spacing: { at: row.at, intervalMs: row.pace_ms },
		seenAt: new Map([...absent, ...present]),
		open
	};
}

/** Returns the servers of this tick, and the missing ones that are not lost yet. */
function seenInText({ seenAt }: EpisodeState, at: number): [present: string, absent: string] {
	const seen = [...seenAt];
	return [
		JSON.stringify(seen.filter(([, time]) => time === at).map(([server]) => server)),
		JSON.stringify(seen.filter(([, time]) => time !== at))
	];
}
