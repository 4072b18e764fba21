import type { DatabaseSync } from 'node:sqlite';
import type { OpenRecorder, Recorder, Retention } from './recorder.ts';

const TABLE = `
	CREATE TABLE simulated_past (
		id INTEGER PRIMARY KEY CHECK (id = 1),
		until INTEGER NOT NULL
	) STRICT;
`;

/** Records until when the history is simulated, so that nobody takes it for observed. */
export const simulatedRecorder: Recorder = { name: 'simulated', migrations: [TABLE], open };

function open(database: DatabaseSync, retention: Retention): OpenRecorder {
	const mark = database.prepare(
		'INSERT INTO simulated_past (id, until) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET until = ?1'
	);
	const forget = database.prepare('DELETE FROM simulated_past WHERE until < ?');
	return {
		record({ at, simulated }) {
			if (simulated) mark.run(at);
		},
		/** Hours are kept longest. */
		retain(now) {
			forget.run(now - Math.max(retention.ticksMs, retention.minutesMs, retention.hoursMs));
		},
		kept() {
			const until = simulatedUntil(database);
			return until === undefined ? {} : { simulatedUntil: until };
		}
	};
}

/** Returns when the last simulated tick was, in ms since 1970; undefined when all was observed. */
export function simulatedUntil(database: DatabaseSync): number | undefined {
	const until = database.prepare('SELECT until FROM simulated_past').get()?.['until'];
	return typeof until === 'number' ? until : undefined;
}
