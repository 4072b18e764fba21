import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { byHorizon } from '#view-models/accuracy/reliability.ts';
import { sampleForecasts } from '../../server/history/sample-forecasts.ts';
import { fleetStates } from '../../server/state/fleet-states.ts';
import { DerivedHistory } from '../support/derived-history.ts';
import { SimulatedFleet } from '../support/simulated-fleet.ts';
import { emptyScores, HORIZONS, runTrial, SCORED, scoreKey } from './forecast-trial.ts';
import { rounded, type Row, type Section } from './row.ts';

const SERVERS = 45;
const SEED = 301;
const SPACING_MS = 60_000;
const STEP_MS = 300_000;
const DAY_MS = 86_400_000;
const GOAL_POINTS = 2;

/**
 * The accuracy that is kept and shown, beside the forecaster's own calibration on the same simulated fleet, which knows nothing
 * of ticks, samples or tables.
 */
export const accuracy: Section = {
	name: 'accuracy',
	run({ quick }) {
		const days = quick ? 1 : 5;
		const trial = emptyScores();
		runTrial({ seed: SEED, servers: SERVERS, days, spacingMs: SPACING_MS, scoreFromDay: 0 }, trial);
		const { scores } = kept(days).ask('accuracy', { range: '1w' });
		return Promise.resolve(
			SCORED.flatMap(({ label, metric }) =>
				byHorizon(scores, metric)
					.filter(({ step }) => (HORIZONS as readonly number[]).includes(step))
					.map(({ step, claim }): Row => {
						const shown = claim?.coveragePercent ?? NaN;
						const own = (trial.get(scoreKey(label, step))?.summary().coverage ?? NaN) * 100;
						return {
							figure: `share within p10–p90 as shown, ${label}, ${step * 5} min ahead`,
							measured: `${rounded(shown, 1)} % of ${claim?.count ?? 0}`,
							reference: `${rounded(own, 1)} % in the forecaster's own trial`,
							goal: `within ${GOAL_POINTS} points`,
							met: Math.abs(shown - own) <= GOAL_POINTS,
							numbers: { shown, own }
						};
					})
			)
		);
	}
};

/** A history of simulated days, a tick for each step: the moments at which forecasts are kept and fall due. */
function kept(days: number): DerivedHistory {
	const startAt = new Date(2026, 2, 2).getTime();
	const fleet = new SimulatedFleet({ servers: SERVERS, seed: SEED, startAt });
	const history = new DerivedHistory();
	const perStep = STEP_MS / SPACING_MS;
	for (let step = 1; step <= (days * DAY_MS) / STEP_MS; step++) {
		for (let feed = 1; feed < perStep; feed++) fleet.feed(SPACING_MS);
		const answer = fleet.advance(SPACING_MS);
		history.keep({
			tick: step,
			at: startAt + step * STEP_MS,
			epoch: 'bench',
			ok: true,
			states: fleetStates(answer, { silent: new Set() }, DEFAULT_THRESHOLDS),
			samples: { ...sampleForecasts(answer, true), stepMs: STEP_MS }
		});
	}
	return history;
}
