import type { DatabaseSync } from 'node:sqlite';
import type {
	KeptHead,
	KeptMoment,
	KeptStates,
	KeptStep,
	MomentQuestion,
	StepsQuestion
} from '#core/history/kept-ticks.ts';
import { patched, patchesBetween } from '../kept-patches.ts';
import { unpackKeyframe, unpackPatches } from './codec.ts';

interface TickRow {
	readonly id: number;
	readonly at: number;
	readonly tick: number;
	readonly epoch: string;
	readonly data_at: number | null;
	readonly ok: number;
	readonly keyframe: number;
	readonly body: Uint8Array;
}

/**
 * Packed bytes read for one question: some 20 steps of 90 servers, and of 1,000 servers so few that others do not wait
 * long.
 */
const ENOUGH_BYTES = 64_000;

const COLUMNS = 'id, at, tick, epoch, data_at, ok, keyframe, body';

/** Returns the newest kept tick at or before a time, whole. */
export function momentAt(database: DatabaseSync, { at }: MomentQuestion): KeptMoment | undefined {
	const row = database
		.prepare(`SELECT ${COLUMNS} FROM ticks WHERE at <= ? ORDER BY at DESC, id DESC LIMIT 1`)
		.get(at) as TickRow | undefined;
	return row && new TickReader(database).read(row);
}

/** Returns the ticks after a kept one, as patches; none when it is no longer kept, or is the newest. */
export function stepsAfter(
	database: DatabaseSync,
	{ id, count, strideMs = 0 }: StepsQuestion
): readonly KeptStep[] {
	const reader = new TickReader(database);
	const start = database.prepare(`SELECT ${COLUMNS} FROM ticks WHERE id = ?`).get(id) as
		TickRow | undefined;
	if (!start) return [];
	const following = database.prepare(
		`SELECT ${COLUMNS} FROM ticks WHERE id > ? ORDER BY id LIMIT 1`
	);
	const beyond = database.prepare(
		`SELECT ${COLUMNS} FROM ticks WHERE id > ? AND at >= ? ORDER BY at, id LIMIT 1`
	);
	const newest = database.prepare(
		`SELECT ${COLUMNS} FROM ticks WHERE id > ? ORDER BY id DESC LIMIT 1`
	);
	const next = (from: KeptHead) =>
		// The newest tick is included even before the stride is over, because nothing follows it.
		(strideMs > 0
			? (beyond.get(from.id, from.at + strideMs) ?? newest.get(from.id))
			: following.get(from.id)) as TickRow | undefined;
	const steps: KeptStep[] = [];
	let told = reader.read(start);
	let bytes = 0;
	while (steps.length < count && bytes < ENOUGH_BYTES) {
		const row = next(told);
		if (!row) break;
		bytes += row.body.length;
		const { states, ...head } = reader.read(row);
		steps.push({ ...head, patches: patchesBetween(told.states, states) });
		told = { ...head, states };
	}
	return steps;
}

/** Reads ticks whole; the keyframe that neighbours share is unpacked once. */
class TickReader {
	readonly #database: DatabaseSync;
	#keyframe:
		{ readonly id: number; readonly states: KeptStates; readonly dictionary: Buffer } | undefined;

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	read(row: TickRow): KeptMoment {
		const { states, dictionary } = this.#keyframeOf(row);
		const isKeyframe = row.id === row.keyframe;
		return {
			...headOf(row),
			states: isKeyframe ? states : patched(states, unpackPatches(row.body, dictionary))
		};
	}

	#keyframeOf({ id, keyframe, body }: TickRow) {
		if (this.#keyframe?.id === keyframe) return this.#keyframe;
		const packed =
			id === keyframe
				? body
				: (this.#database.prepare('SELECT body FROM ticks WHERE id = ?').get(keyframe)?.[
						'body'
					] as Uint8Array);
		return (this.#keyframe = { id: keyframe, ...unpackKeyframe(packed) });
	}
}

function headOf({ id, at, tick, epoch, data_at: measuredAt, ok }: TickRow): KeptHead {
	return { id, at, tick, epoch, ok: ok === 1, ...(measuredAt === null ? {} : { measuredAt }) };
}
