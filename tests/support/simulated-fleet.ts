import type { Fleet, ForecastTable, Outlook, ServerRow } from '#core/fleet.ts';
import type { OutlookState } from '#core/topics/outlook.ts';
import { Inferrer } from '../../server/embedded/daemon/answer/inference.ts';
import { parseBatch } from '../../server/embedded/daemon/feed/record.ts';
import { Fleet as FedFleet } from '../../server/embedded/daemon/fleet/fleet.ts';
import { Forecaster } from '../../server/embedded/daemon/forecast/forecaster.ts';
import { HORIZON_STEPS, METRIC_COUNT, METRIC_NAMES } from '../../server/embedded/daemon/metrics.ts';
import { profileLabel } from '../../server/embedded/daemon/profiles.ts';
import { alertsOf } from '../../server/embedded/daemon/rules/alerts.ts';
import { displayMetrics } from '../../server/embedded/daemon/rules/display-metrics.ts';
import { environmentOf, strainOf } from '../../server/embedded/daemon/rules/environment.ts';
import type { Reading } from '../../server/embedded/daemon/rules/reading.ts';
import { riskInputs, riskScore } from '../../server/embedded/daemon/rules/risk.ts';
import { createSimulation } from '../../server/embedded/generator/simulation/simulation.ts';
import { mergeAlerts } from '../../server/upstream/alerts.ts';
import { readingOf } from '../../server/upstream/display.ts';
import { outlookOf } from '../../server/upstream/outlook.ts';
import { profileOf } from '../../server/upstream/profile.ts';

const QUANTILES = 3;
/** Samples that the embedded daemon keeps of each server. */
const WINDOW_RECORDS = 288;
const WINDOW_MS = 86_400_000;

export interface SimulatedFleetOptions {
	readonly servers: number;
	readonly seed: number;
	/** Ms since 1970. */
	readonly startAt: number;
}

/**
 * The embedded generator and daemon in one process without a wall clock and without JSON between them: fleets whose numbers,
 * forecasts, risks and alerts move as they do on screen, as fast as they can be computed.
 */
export class SimulatedFleet {
	readonly #simulation: ReturnType<typeof createSimulation>;
	readonly #forecaster = new Forecaster({ record: () => undefined });
	readonly #inferrer = new Inferrer(this.#forecaster);
	readonly #fed = new FedFleet(WINDOW_RECORDS, WINDOW_MS);

	#outlookBefore: OutlookState | undefined;

	constructor(options: SimulatedFleetOptions) {
		this.#simulation = createSimulation(options);
	}

	/** Advances time and feeds the measurements, without a forecast. */
	feed(stepMs: number): void {
		for (const record of parseBatch(this.#simulation.advance(stepMs), Infinity).records) {
			this.#fed.add(record);
			this.#forecaster.observe(record.serverName, record.at, record.values);
		}
	}

	/** Lets time pass, and answers the fleet as the daemon would describe it then. */
	advance(stepMs: number): Fleet {
		this.feed(stepMs);
		const listed = this.#fed.listed();
		const forecasts = emptyTable(listed.length);
		const rows: ServerRow[] = [];
		const alerts: unknown[] = [];
		const strains: ReturnType<typeof strainOf>[] = [];
		for (const server of listed) {
			const reading = this.#inferrer.read(server);
			if (!reading) continue;
			copyForecast(reading, forecasts, rows.length);
			strains.push(strainOf(reading));
			alerts.push(...alertsOf(reading));
			rows.push({
				name: server.name,
				score: riskScore(server.name, riskInputs(reading)),
				profile: profileOf(server.name, profileLabel(server.name)),
				reading: readingOf({ display_metrics: displayMetrics(reading) })
			});
		}
		const {
			prob_30m: risk30m,
			prob_8h: risk8h,
			fleet_health: fleetHealth
		} = environmentOf(strains);
		return {
			rows,
			alerts: mergeAlerts(alerts, []),
			environment: { risk30m, risk8h, fleetHealth },
			forecasts,
			outlook: this.#lookAhead(rows, forecasts),
			rejected: []
		};
	}

	#lookAhead(rows: readonly ServerRow[], forecasts: ForecastTable): Outlook {
		const outlook = outlookOf(rows, forecasts, { before: this.#outlookBefore });
		this.#outlookBefore = outlook.servers;
		return outlook;
	}
}

function emptyTable(servers: number): ForecastTable {
	const cells = servers * METRIC_COUNT;
	return {
		metrics: METRIC_NAMES,
		steps: HORIZON_STEPS,
		values: new Float32Array(cells * QUANTILES * HORIZON_STEPS),
		now: new Float32Array(cells),
		trend: new Float32Array(cells)
	};
}

function copyForecast(reading: Reading, table: ForecastTable, server: number): void {
	table.now.set(reading.current, server * METRIC_COUNT);
	for (let metric = 0; metric < METRIC_COUNT; metric++) {
		const from = metric * HORIZON_STEPS;
		[reading.p10, reading.p50, reading.p90].forEach((quantile, position) => {
			const curve = (server * METRIC_COUNT + metric) * QUANTILES + position;
			table.values.set(quantile.subarray(from, from + HORIZON_STEPS), curve * HORIZON_STEPS);
		});
	}
}
