import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueryName, QuestionOf } from '#core/history/queries.ts';
import { openReader } from '../../../server/history/database.ts';
import { seeded } from '../../support/fleets.ts';
import { keepAndKill, replayRun } from '../../support/kill-rounds.ts';
import { quantile, rounded, type Row, type Section } from '../row.ts';
import { keepDay, type KeptDay } from './kept-day.ts';
import { queryRows } from './queries.ts';

const SERVERS = 90;
const TICK_MS = 5_000;
const DAY_MS = 86_400_000;
const TICKS_A_DAY = DAY_MS / TICK_MS;
const MEGABYTE = 1_000_000;

const DAY_GOAL_MB = 150;
const REPLAY_GOAL_MS = 300;
const HAND_OVER_GOAL_MS = 1;
/** Keeping must not be felt beside the tick itself, which costs some 40 ms. */
const CPU_GOAL_PERCENT = 0.5;

/** Figures of those who keep something beside the ticks, taken from the same day. */
const MORE: readonly ((day: KeptDay) => Promise<Row[]>)[] = [queryRows];

/** What it costs to keep a day, and what it takes to see it again. */
export const history: Section = {
	name: 'history',
	async run({ quick }) {
		const ticks = quick ? 360 : TICKS_A_DAY;
		const day = await keepDay({ servers: SERVERS, ticks, tickMs: TICK_MS });
		try {
			const rows = [
				...sizes(day),
				cpu(day),
				handOver(day),
				...(await replayStarts(day, quick ? 10 : 50))
			];
			for (const more of MORE) rows.push(...(await more(day)));
			return [...rows, await kills(quick ? 5 : 200)];
		} finally {
			await day.close();
		}
	}
};

/** The answer and how long it took. Throws when the history refuses. */
async function timed<Name extends QueryName>(
	{ history: kept }: KeptDay,
	name: Name,
	question: QuestionOf<Name>
) {
	const start = performance.now();
	const result = await kept.ask(name, question);
	const ms = performance.now() - start;
	if (!result.ok) throw new Error(result.problem.detail);
	return { ms, answer: result.value };
}

function sizes({ dir, ticks }: KeptDay): Row[] {
	const database = openReader(dir);
	const tables = database
		.prepare(
			'SELECT tbl_name AS name, sum(pgsize) AS bytes FROM dbstat JOIN sqlite_schema USING (name) GROUP BY tbl_name ORDER BY bytes DESC'
		)
		.all() as unknown as { name: string; bytes: number }[];
	const rowsOf = (table: string) =>
		Number(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows']);
	// Unwritten forecasts cost nothing: figures without them would be about something else.
	for (const table of ['forecast_samples', 'score_hours', 'fleet_minutes', 'ticks'])
		if (rowsOf(table) === 0) throw new Error(`nothing was kept in ${table}`);
	database.close();
	const total = tables.reduce((sum, { bytes }) => sum + bytes, 0);
	const ofTicks = tables.find(({ name }) => name === 'ticks')?.bytes ?? Number.NaN;
	const dayMb = (bytes: number) => (bytes / ticks) * (TICKS_A_DAY / MEGABYTE);
	const shares = tables.map(({ name, bytes }) => `${name} ${rounded(dayMb(bytes), 1)}`).join(', ');
	return [
		{
			figure: `every tick of a day, ${SERVERS} servers`,
			measured: `${rounded(dayMb(ofTicks), 1)} MB`,
			reference: `${rounded(ofTicks / ticks, 0)} B a tick on disk`,
			goal: `≤ ${DAY_GOAL_MB} MB`,
			met: dayMb(ofTicks) <= DAY_GOAL_MB,
			numbers: { bytesPerTick: ofTicks / ticks, ticks }
		},
		{
			figure: `all that is kept of a day, ${SERVERS} servers`,
			measured: `${rounded(dayMb(total), 1)} MB`,
			reference: `MB by table: ${shares}`,
			goal: `≤ ${DAY_GOAL_MB} MB`,
			met: dayMb(total) <= DAY_GOAL_MB,
			numbers: Object.fromEntries(tables.map(({ name, bytes }) => [name, bytes]))
		}
	];
}

function cpu({ cpuMsPerTick, tickMs }: KeptDay): Row {
	const percent = (cpuMsPerTick / tickMs) * 100;
	return {
		figure: `keeping ${SERVERS} servers, share of one core`,
		measured: `${rounded(percent, 3)} %`,
		reference: `${rounded(cpuMsPerTick, 1)} ms a tick, all threads`,
		goal: `≤ ${CPU_GOAL_PERCENT} %`,
		met: percent <= CPU_GOAL_PERCENT,
		numbers: { cpuMsPerTick, percent }
	};
}

/** All that the thread that serves viewers feels of the keeping. */
function handOver({ handOverMs }: KeptDay): Row {
	const middle = quantile(handOverMs, 0.5);
	const worst = quantile(handOverMs, 0.99);
	return {
		figure: `handing a tick of ${SERVERS} servers over to be kept`,
		measured: `${rounded(middle)} ms, p99 ${rounded(worst)} ms`,
		reference: 'time on the serving thread, after the viewers were served',
		goal: `≤ ${HAND_OVER_GOAL_MS} ms`,
		met: middle <= HAND_OVER_GOAL_MS,
		numbers: { medianMs: middle, p99Ms: worst }
	};
}

/** A replay begins with one moment, whole, and its first page of steps. */
async function replayStarts(day: KeptDay, trials: number): Promise<Row[]> {
	const random = seeded(7);
	const rows: Row[] = [];
	for (const { speed, strideMs } of [
		{ speed: 1, strideMs: 250 },
		{ speed: 600, strideMs: 150_000 }
	]) {
		const times: number[] = [];
		for (let trial = 0; trial < trials; trial++) {
			const at = day.from + random() * (day.to - day.from) * 0.9;
			const moment = await timed(day, 'moment', { at });
			if (!moment.answer) throw new Error('a moment of the day is not kept');
			const steps = await timed(day, 'steps', { id: moment.answer.id, count: 40, strideMs });
			times.push(moment.ms + steps.ms);
		}
		const worst = quantile(times, 0.99);
		rows.push({
			figure: `replay at ${speed}× starts, ${day.ticks} ticks kept`,
			measured: `${rounded(quantile(times, 0.5), 0)} ms, p99 ${rounded(worst, 0)} ms`,
			reference: 'one moment and its first page of steps',
			goal: `≤ ${REPLAY_GOAL_MS} ms`,
			met: worst <= REPLAY_GOAL_MS,
			numbers: { medianMs: quantile(times, 0.5), p99Ms: worst }
		});
	}
	return rows;
}

async function kills(rounds: number): Promise<Row> {
	const random = seeded(11);
	const dir = mkdtempSync(join(tmpdir(), 'fleetcast-kills-'));
	let acknowledged = 0;
	let faults = 0;
	try {
		for (let round = 1; round <= rounds; round++) {
			const epoch = `run${round}`;
			const run = await keepAndKill(dir, epoch, 1 + Math.floor(random() * 100));
			const replayed = replayRun(dir, epoch);
			acknowledged += run.acknowledged;
			const lost = Math.max(0, run.acknowledged - replayed.newest);
			faults += lost + replayed.wrong.length + Number(replayed.setAside || run.complaints !== '');
		}
	} finally {
		rmSync(dir, { recursive: true });
	}
	return {
		figure: `killed ${rounds} times while keeping: ticks lost or not as they were`,
		measured: String(faults),
		reference: `${acknowledged} ticks acknowledged, replayed by their fingerprints`,
		goal: '0',
		met: faults === 0,
		numbers: { rounds, acknowledged, faults }
	};
}
