import type { DatabaseSync } from 'node:sqlite';
import type {
	KeptHead,
	KeptMoment,
	KeptStates,
	KeptStep,
	MomentQuestion,
	StepsQuestion
} from '#core/history/kept-ticks.ts';
import { patched, patchesBetween, unpackKeyframe, unpackPatches } from './codec.ts';

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

const COLUMNS = 'id, at, tick, epoch, data_at, ok, keyframe, body';

/** The newest kept tick at or before a time, whole. */
export function momentAt(database: DatabaseSync, { at }: MomentQuestion): KeptMoment | undefined {
	const row = database
		.prepare('SELECT id FROM ticks WHERE at <= ? ORDER BY at DESC, id DESC LIMIT 1')
		.get(at) as { id: number } | undefined;
	return row && walkTo(database, row.id)?.moment;
}

/** The ticks that follow a kept one, as patches; none when it is no longer kept, or is the newest. */
export function stepsAfter(
	database: DatabaseSync,
	{ id, count, strideMs = 0 }: StepsQuestion
): readonly KeptStep[] {
	const start = walkTo(database, id);
	if (!start) return [];
	let { states, dictionary } = start;
	let told = start.moment;
	const steps: KeptStep[] = [];
	const rows = database
		.prepare(`SELECT ${COLUMNS} FROM ticks WHERE id > ? ORDER BY id`)
		.iterate(id);
	let held: KeptHead | undefined;
	const tell = (head: KeptHead, next: KeptStates) => {
		steps.push({ ...head, patches: patchesBetween(told.states, next) });
		told = { ...head, states: next };
		held = undefined;
	};
	for (const value of rows) {
		const row = value as unknown as TickRow;
		if (row.id === row.keyframe) ({ states, dictionary } = unpackKeyframe(row.body));
		else states = patched(states, unpackPatches(row.body, dictionary));
		const head = headOf(row);
		// A clock set back is no reason to stand still.
		if (Math.abs(head.at - told.at) >= strideMs) tell(head, states);
		else held = head;
		if (steps.length >= count) return steps;
	}
	// The newest tick is told even where the stride is not over: nothing comes after it.
	if (held) tell(held, states);
	return steps;
}

/** From the keyframe before it to the tick, patch by patch. */
function walkTo(
	database: DatabaseSync,
	id: number
): { moment: KeptMoment; states: KeptStates; dictionary: Buffer } | undefined {
	const rows = database
		.prepare(
			`SELECT ${COLUMNS} FROM ticks WHERE id <= ?1 AND id >= (SELECT keyframe FROM ticks WHERE id = ?1) ORDER BY id`
		)
		.all(id) as unknown as TickRow[];
	const [first, ...later] = rows;
	const final = rows.at(-1);
	if (!first || !final) return undefined;
	const { states: begun, dictionary } = unpackKeyframe(first.body);
	const states = later.reduce(
		(state, { body }) => patched(state, unpackPatches(body, dictionary)),
		begun
	);
	return { moment: { ...headOf(final), states }, states, dictionary };
}

function headOf({ id, at, tick, epoch, data_at: dataAt, ok }: TickRow): KeptHead {
	return { id, at, tick, epoch, ok: ok === 1, ...(dataAt === null ? {} : { dataAt }) };
}
