import { expect, test } from 'vitest';
import { CalledPast } from '../../../../server/embedded/generator/feed/called-past.ts';
import { ScenarioChoice } from '../../../../server/embedded/generator/simulation/scenario-choice.ts';
import {
	createSimulation,
	type SimulatedRecord
} from '../../../../server/embedded/generator/simulation/simulation.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TICK = 5_000;
const PRESENT = new Date(2026, 0, 14, 13).getTime();

/** A past of two hours of seven servers that waits to be called up, its clock, and all that it has told. */
function pastOf(seed: number) {
	const clock = { at: PRESENT, now: () => clock.at };
	const simulation = createSimulation({ servers: 7, seed, startAt: PRESENT - 2 * HOUR });
	const past = new CalledPast({ simulation, clock, intervalMs: TICK, endsAt: PRESENT });
	const told: SimulatedRecord[] = [];
	const stopping = new AbortController();
	const over = past.tell(async (ticks, spacingMs) => {
		for (let tick = 0; tick < ticks; tick++) told.push(...simulation.advance(spacingMs));
	}, stopping.signal);
	return { clock, past, told, over, stop: () => stopping.abort() };
}

const timesOf = (records: readonly SimulatedRecord[]) =>
	[...new Set(records.map(({ timestamp }) => timestamp))].map((text) => Date.parse(text));

test('a past goes on as far as it is called up, and no farther', async () => {
	const { past, told, stop, over } = pastOf(1);
	expect(await past.advance(0)).toBe(PRESENT - 2 * HOUR);
	expect(told).toEqual([]);
	expect(await past.advance(PRESENT - HOUR)).toBe(PRESENT - HOUR);
	expect(timesOf(told).at(-1)).toBe(PRESENT - HOUR);
	stop();
	await over;
});

test('called up to the present it is over; its samples are coarse, and as near to each other as live ones in the end', async () => {
	const { past, told, over } = pastOf(1);
	expect(await past.advance()).toBe(PRESENT);
	await over;
	const times = timesOf(told);
	const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
	expect(gaps.slice(0, 100).every((gap) => gap === 30_000)).toBe(true);
	expect(gaps.slice(-359).every((gap) => gap === TICK)).toBe(true);
});

test('what has passed meanwhile belongs to it', async () => {
	const { past, clock, told, over } = pastOf(1);
	await past.advance(PRESENT);
	clock.at += MINUTE;
	expect(await past.advance()).toBe(PRESENT + MINUTE);
	await over;
	expect(timesOf(told).at(-1)).toBe(PRESENT + MINUTE);
});

test('the same seed tells the same past, in however many parts it is called up', async () => {
	const [one, other] = [pastOf(7), pastOf(7)];
	await one.past.advance();
	for (let at = PRESENT - HOUR; at <= PRESENT; at += 5 * MINUTE) await other.past.advance(at);
	expect(other.told).toEqual(one.told);
});

test('a past that is stopped answers where it is, and tells no more', async () => {
	const { past, told, stop, over } = pastOf(1);
	stop();
	await over;
	expect(await past.advance()).toBe(PRESENT - 2 * HOUR);
	expect(told).toEqual([]);
});

test('a scenario begins in the present, whenever during the past it was chosen', () => {
	const simulation = createSimulation({ servers: 45, seed: 1, startAt: PRESENT - HOUR });
	const choice = new ScenarioChoice(simulation, 'degrading');
	expect(choice.scenario).toBe('degrading');
	choice.choose('cascade');
	simulation.advance(HOUR);
	expect([choice.scenario, simulation.scenario]).toEqual(['cascade', 'healthy']);
	choice.begin();
	expect(simulation.scenario).toBe('cascade');
	choice.choose('healthy');
	expect([choice.scenario, simulation.scenario]).toEqual(['healthy', 'healthy']);
});
