import type { Fleet } from '#core/fleet.ts';
import { DISPLAY_LIMITS, type LimitedMetric } from '#core/metrics/limits.ts';
import { isOverNow } from '#core/outlook/band.ts';
import { OUTLOOK_STEPS } from '#core/outlook/horizons.ts';
import {
	metricOutlook,
	OUTLOOK_METRICS,
	type MetricOutlook
} from '#core/outlook/metric-outlook.ts';
import { unpackOutlook } from '#core/outlook/pack.ts';
import { bandReader } from '../../../server/upstream/outlook.ts';
import { SimulatedFleet } from '../../support/simulated-fleet.ts';
import type { Row } from '../row.ts';
import { Reliability } from './reliability.ts';

const FEED_MS = 60_000;
const FEEDS_A_STEP = 5;
const STEPS_A_DAY = 288;
/** Chances are taken down every half hour. */
const TAKEN_EVERY_STEPS = 6;
const SEED = 501;

export interface SimulatedDays {
	readonly servers: number;
	readonly days: number;
	/** What is told before is learnt from, not scored. */
	readonly scoredFromDay: number;
}

/** A chance that was told, until its time has come. */
interface Told {
	readonly server: string;
	readonly metric: LimitedMetric;
	readonly percent: number;
	readonly into: Reliability;
}

/** How often chances came true on a simulated fleet: of every metric, and of those that viewers were told. */
export function simulatedChances({ servers, days, scoredFromDay }: SimulatedDays): Row[] {
	const fleet = new SimulatedFleet({ servers, seed: SEED, startAt: Date.UTC(2026, 2, 2) });
	const [every, published] = [new Reliability(), new Reliability()];
	const due = new Map<number, Told[]>();
	for (let step = 1; step <= days * STEPS_A_DAY; step++) {
		for (let feed = 1; feed < FEEDS_A_STEP; feed++) fleet.feed(FEED_MS);
		const answer = fleet.advance(FEED_MS);
		for (const told of due.get(step) ?? []) settle(told, answer);
		due.delete(step);
		if (step < scoredFromDay * STEPS_A_DAY || step % TAKEN_EVERY_STEPS > 0) continue;
		take(answer, { every, published }, (ahead, told) => {
			const others = due.get(step + ahead);
			if (others) others.push(told);
			else due.set(step + ahead, [told]);
		});
	}
	const when = `simulated days ${scoredFromDay + 1}–${days} of ${servers} servers`;
	return [
		every.row(`chances that came true, ${when}, every metric`),
		published.row(`chances that came true, ${when}, as the topic tells them`)
	];
}

function take(
	{ rows, forecasts, outlook }: Fleet,
	{ every, published }: { every: Reliability; published: Reliability },
	keep: (ahead: number, told: Told) => void
): void {
	const bandsAt = bandReader(forecasts);
	const keepAll = (server: string, { metric, chances }: MetricOutlook, into: Reliability) => {
		OUTLOOK_STEPS.forEach((ahead, index) => {
			const percent = chances[index] ?? NaN;
			if (ahead > 0) keep(ahead, { server, metric, percent, into });
		});
	};
	rows.forEach(({ name }, row) => {
		bandsAt(row).forEach((band, index) => {
			const metric = OUTLOOK_METRICS[index];
			if (band && metric) keepAll(name, metricOutlook(metric, band), every);
		});
		const told = unpackOutlook(outlook.servers[name] ?? '');
		if (told) keepAll(name, told.first, published);
	});
}

function settle({ server, metric, percent, into }: Told, { rows, forecasts }: Fleet): void {
	const row = rows.findIndex(({ name }) => name === server);
	const band = row < 0 ? undefined : bandReader(forecasts)(row)[OUTLOOK_METRICS.indexOf(metric)];
	if (band) into.add(percent, isOverNow(band, DISPLAY_LIMITS[metric].warning));
}
