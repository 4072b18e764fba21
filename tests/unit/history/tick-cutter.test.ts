import { describe, expect, test } from 'vitest';
import type { Fleet } from '#core/fleet.ts';
import type { JsonObject } from '#core/json/json.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import { sampleForecasts } from '../../../server/history/sample-forecasts.ts';
import { createTickCutter } from '../../../server/state/tick-cutter.ts';
import { record, type Ledger } from '../../../server/state/ledger.ts';
import { fleetStates } from '../../../server/state/fleet-states.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';

const STEP_MS = 300_000;
const fleet = fleetOf(serverNames(3), seeded(1));

function ledgerOf(shown: Fleet): Ledger {
	const states = Object.entries(fleetStates(shown, { silent: new Set() }, DEFAULT_THRESHOLDS));
	return record(new Map(), 'epoch1', 1, states as [Topic, JsonObject][]);
}

function factsAt(at: number) {
	return { tick: 1, at, measuredAt: at - 10, ok: true };
}

describe('what is kept of a tick', () => {
	test('is what viewers saw, under the run and the tick in which they saw it', () => {
		const cut = createTickCutter(STEP_MS)(ledgerOf(fleet), fleet, factsAt(5_000));
		expect(cut).toMatchObject({ tick: 1, at: 5_000, measuredAt: 4_990, epoch: 'epoch1', ok: true });
		expect(cut?.states).toEqual(fleetStates(fleet, { silent: new Set() }, DEFAULT_THRESHOLDS));
	});

	test('holds the values of now each time, and the forecasts once a step', () => {
		const cutTick = createTickCutter(STEP_MS);
		const withForecasts = [0, 5_000, STEP_MS - 1, STEP_MS, STEP_MS + 5_000].map((at) => {
			const samples = cutTick(ledgerOf(fleet), fleet, factsAt(at))?.samples;
			expect(samples?.now).toEqual(fleet.forecasts.now);
			return samples?.values !== undefined;
		});
		expect(withForecasts).toEqual([true, false, false, true, false]);
	});

	test('goes on holding forecasts when the clock is set back', () => {
		const cutTick = createTickCutter(STEP_MS);
		cutTick(ledgerOf(fleet), fleet, factsAt(100 * STEP_MS));
		expect(cutTick(ledgerOf(fleet), fleet, factsAt(0))?.samples?.values).toBeDefined();
	});

	test('is nothing before anything was seen', () => {
		expect(createTickCutter(STEP_MS)(new Map(), fleet, factsAt(0))).toBeUndefined();
	});
});

describe('sampled forecasts', () => {
	test('are each curve at its sampled steps, counted from 1', () => {
		const { values = new Float32Array() } = sampleForecasts(fleet, true);
		const curves = fleet.forecasts.values.length / HORIZON_STEPS;
		const expected = Array.from({ length: curves }, (_, curve) =>
			SAMPLED_STEPS.map((step) => fleet.forecasts.values[curve * HORIZON_STEPS + step - 1])
		);
		expect([...values]).toEqual(expected.flat());
	});

	test('are copies: what changes threads is not what is on screen', () => {
		const samples = sampleForecasts(fleet, true);
		structuredClone(samples.now, { transfer: [samples.now.buffer] });
		expect(fleet.forecasts.now).not.toHaveLength(0);
	});

	test('are absent beyond the horizon of a daemon that looks less far ahead', () => {
		const short: Fleet = {
			...fleet,
			forecasts: { ...fleet.forecasts, steps: 12, values: fleet.forecasts.values.slice(0, 324) }
		};
		const { values = new Float32Array() } = sampleForecasts(short, true);
		const first = [...values.slice(0, SAMPLED_STEPS.length)];
		expect(first.map(Number.isNaN)).toEqual([false, false, false, false, true, true, true]);
	});
});
