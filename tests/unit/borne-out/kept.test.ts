import { expect, test } from 'vitest';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import { corrected } from '#core/borne-out/correction.ts';
import { correctionAt } from '#core/borne-out/correction-curve.ts';
import { NOTHING_HELD, plusHeld } from '#core/borne-out/judge.ts';
import { ForecastWalk } from '../../support/forecast-walk.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
const SERVERS = ['db1', 'db2', 'web1', 'web2', '__proto__'];
const METRICS = ['load_average', 'net_in_mb_s'];
const walk = () => new ForecastWalk(SERVERS, METRICS);
const narrow = { width: 0.4 };
const inForce = ({ history, at }: ForecastWalk) => history.ask('corrections', { at });

test('nothing is corrected until enough has been seen at every horizon', () => {
	const early = walk().go(8 * HOUR, narrow);
	expect(inForce(early)).toBeUndefined();
	const { scores } = early.history.ask('accuracy', { range: '1d' });
	expect(scores.some(({ held }) => held)).toBe(false);
	expect(
		inForce(early.go(3 * HOUR, narrow))
			?.get('load_average')
			?.get('Web')
	).toBeDefined();
});

test('bands of less than half their width are widened, and Accuracy shows what held as told and as borne out', () => {
	const { history } = walk().go(2 * DAY, narrow);
	const { scores } = history.ask('accuracy', { range: '1w' });
	for (const step of SAMPLED_STEPS.filter((each) => each <= 12)) {
		const { count, told, borneOut } = scores
			.filter((score) => score.step === step)
			.reduce((sum, { held }) => plusHeld(sum, held ?? NOTHING_HELD), NOTHING_HELD);
		expect(count).toBeGreaterThan(1_000);
		expect(told / count).toBeLessThan(0.5);
		expect(Math.abs(borneOut / count - 0.8)).toBeLessThan(0.04);
	}
});

test('a forecast is judged by the correction that was in force when it was made, not by what was learnt since', () => {
	const { history } = walk()
		.go(10 * HOUR, narrow)
		.go(2 * HOUR, narrow);
	const { scores } = history.ask('accuracy', { range: '1d' });
	const heldAt = (step: number) => scores.find((score) => score.step === step)?.held?.count ?? 0;
	expect(heldAt(1)).toBeGreaterThan(0);
	// What falls due now was made four and eight hours ago, when nothing was in force yet.
	expect([heldAt(48), heldAt(96)]).toEqual([0, 0]);
});

test('a restart loses nothing of what was learnt', () => {
	const [whole, restarted] = [walk().go(14 * HOUR, narrow), walk().go(12 * HOUR, narrow)];
	restarted.history.restart();
	restarted.go(2 * HOUR, narrow);
	expect(inForce(restarted)).toEqual(inForce(whole));
});

test('of a moment of the past, the corrections are those that were in force then', () => {
	const run = walk().go(12 * HOUR, narrow);
	const before = inForce(run);
	const { at } = run;
	run.go(6 * HOUR, { width: 3 });
	expect(run.history.ask('corrections', { at })).toEqual(before);
	expect(inForce(run)).not.toEqual(before);
});

test('a forecaster whose bands are right is left as it is, to a point', () => {
	const { history } = walk().go(4 * DAY);
	const { scores } = history.ask('accuracy', { range: '1w' });
	for (const step of [1, 3, 6, 12]) {
		const { count, told, borneOut } = scores
			.filter((score) => score.step === step)
			.reduce((sum, { held }) => plusHeld(sum, held ?? NOTHING_HELD), NOTHING_HELD);
		const off = (inside: number) => Math.abs((inside / count) * 100 - 80);
		expect(off(borneOut)).toBeLessThan(off(told) + 1);
	}
});

test('between the kept horizons a correction is on a straight line', () => {
	const curve = inForce(walk().go(12 * HOUR, narrow))
		?.get('load_average')
		?.get('Web');
	if (!curve) throw new Error('nothing was learnt');
	const [near, far] = [correctionAt(curve, 12), correctionAt(curve, 24)];
	expect(correctionAt(curve, 18).upper).toBeCloseTo((near.upper + far.upper) / 2, 10);
	expect(correctionAt(curve, 96).scale).toBe(curve.scale.at(-1));
	const told = { p10: 90, p50: 100, p90: 110 };
	expect(corrected(near, told, 'load_average').p90).toBeGreaterThan(told.p90);
});
