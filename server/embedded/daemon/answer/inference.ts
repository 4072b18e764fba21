import { METRIC_COUNT, METRIC_NAMES, HORIZON_STEPS, STEP_MS } from '../metrics.ts';
import type { Fleet, TrackedServer } from '../fleet/fleet.ts';
import type { Forecaster } from '../forecast/forecaster.ts';
import { emptyQuantiles, type Quantiles } from '../forecast/quantiles.ts';
import { profileLabel } from '../profiles.ts';
import { alertLevel } from '../rules/alert-level.ts';
import { alertsOf, compareAlerts, type Alert } from '../rules/alerts.ts';
import { displayMetrics } from '../rules/display-metrics.ts';
import { environmentOf, strainOf, type Environment, type Strain } from '../rules/environment.ts';
import { fleetSummary, type FleetSummary, type ServerScore } from '../rules/fleet-summary.ts';
import type { Reading } from '../rules/reading.ts';
import { riskInputs, riskScore } from '../rules/risk.ts';
import { ByteWriter } from './byte-writer.ts';
import { localTime } from '../../shared/local-time.ts';

/** One forecast of the whole fleet: the answer, and what history and alerts read of it. */
export interface Inference {
	/** The answer to GET /predictions/current. */
	readonly body: Buffer;
	readonly alerts: readonly Alert[];
	readonly environment: Environment;
	readonly summary: FleetSummary;
	readonly scores: readonly ServerScore[];
	/** When the forecast was made, in ms since 1970. */
	readonly at: number;
}

/** Makes fleet-wide forecasts, reusing the memory of the previous one. */
export class Inferrer {
	readonly #forecaster: Forecaster;
	readonly #quantiles = emptyQuantiles();
	readonly #writer = new ByteWriter();

	constructor(forecaster: Forecaster) {
		this.#forecaster = forecaster;
	}

	infer(fleet: Fleet, at: number): Inference {
		const writer = this.#writer;
		writer.clear();
		writer.text('{"predictions":{');
		const scores: ServerScore[] = [];
		const strains: Strain[] = [];
		const alerts: Alert[] = [];
		let inputPoints = 0;
		for (const server of fleet.listed()) {
			const reading = this.read(server);
			if (!reading) continue;
			const score = riskScore(server.name, riskInputs(reading));
			if (scores.length) writer.text(',');
			writer.json(server.name);
			writer.text(':');
			writeEntry(writer, reading, this.#quantiles.trend, score);
			scores.push({ serverName: server.name, score });
			strains.push(strainOf(reading));
			alerts.push(...alertsOf(reading));
			inputPoints += server.ring.length;
		}
		alerts.sort(compareAlerts);
		const environment = environmentOf(strains);
		const summary = fleetSummary(scores, localTime(at));
		const metadata = {
			model_type: 'embedded',
			model_dir: 'none',
			prediction_time: localTime(at),
			horizon_steps: HORIZON_STEPS,
			input_points: inputPoints,
			device: 'cpu',
			step_minutes: STEP_MS / 60_000,
			feed_spacing_seconds: fleet.spacingMs() / 1000
		};
		writer.text('},"alerts":');
		writer.json(alerts);
		writer.text(',"environment":');
		writer.json(environment);
		writer.text(',"metadata":');
		writer.json(metadata);
		writer.text(',"summary":');
		writer.json(summary);
		writer.text('}');
		return { body: writer.toBuffer(), alerts, environment, summary, scores, at };
	}

	/** Returns one server as the rules see it; its arrays are valid until the next call. */
	read(server: TrackedServer): Reading | undefined {
		const quantiles: Quantiles = this.#quantiles;
		if (!this.#forecaster.forecast(server.name, quantiles)) return undefined;
		return { serverName: server.name, current: server.ring.latest(), ...quantiles };
	}

	/** Returns the server's entry of the answer as JSON text. */
	entry(server: TrackedServer): string | undefined {
		const reading = this.read(server);
		if (!reading) return undefined;
		const writer = new ByteWriter(1 << 16);
		writeEntry(writer, reading, this.#quantiles.trend, riskScore(server.name, riskInputs(reading)));
		return writer.toBuffer().toString('utf8');
	}
}

function writeEntry(writer: ByteWriter, reading: Reading, trend: Float64Array, score: number) {
	writer.text('{');
	for (let metric = 0; metric < METRIC_COUNT; metric++) {
		const current = reading.current[metric] ?? NaN;
		if (Number.isNaN(current)) continue;
		const from = metric * HORIZON_STEPS;
		writer.text(`"${METRIC_NAMES[metric]}":{"p50":`);
		writer.list(reading.p50, from, HORIZON_STEPS);
		writer.text(',"p10":');
		writer.list(reading.p10, from, HORIZON_STEPS);
		writer.text(',"p90":');
		writer.list(reading.p90, from, HORIZON_STEPS);
		writer.text(',"current":');
		writer.number(current);
		writer.text(',"trend":');
		writer.number(trend[metric] ?? 0);
		writer.text('},');
	}
	writer.text(`"risk_score":${score},"profile":`);
	writer.json(profileLabel(reading.serverName));
	writer.text(',"alert":');
	writer.json(alertLevel(score));
	writer.text(',"display_metrics":');
	writer.json(displayMetrics(reading));
	writer.text('}');
}
