import { localTime } from '../../shared/local-time.ts';
import { comovement } from './comovement.ts';
import {
	cascadeAlert,
	serversNeeded,
	severityOf,
	THRESHOLDS,
	type CascadeAlert,
	type MetricCascade,
	type Severity
} from './verdict.ts';
import { WATCHED, TrackedServer, type Sample } from './tracked-server.ts';

interface CascadeHealth {
	/** 0–100, one decimal: 100 · (1 − correlation / 2) · (1 − anomaly rate). */
	health_score: number;
	status: 'healthy' | 'degraded' | 'warning' | 'critical';
	correlation_score: number;
	anomaly_rate: number;
	anomalous_servers: number;
	total_servers: number;
	cascade_risk: 'low' | 'medium' | 'high';
}

interface CascadeEvent {
	timestamp: string;
	cascades: MetricCascade[];
	correlation_score: number;
	affected_servers: string[];
}

interface CascadeStatus {
	current_status:
		| { cascade_detected: false; reason: string }
		| {
				cascade_detected: boolean;
				timestamp: string;
				total_servers: number;
				servers_with_anomalies: number;
				anomaly_rate: number;
				correlation_score: number;
				cascades: MetricCascade[];
				alert?: CascadeAlert;
		  };
	tracking: { servers: number; metrics_tracked: string[]; window_size: number };
	recent_events: CascadeEvent[];
	event_count: number;
	thresholds: { correlation: number; cascade_servers: number; anomaly_z_score: number };
}

/** Detects whether many servers have trouble at the same time. */
export interface Cascade {
	/** Takes in a batch and evaluates all of its servers together, once. */
	observe(records: readonly Sample[]): void;
	/** Returns the answer to GET /cascade/health. */
	health(): CascadeHealth;
	/** Returns the answer to GET /cascade/status. Reading changes nothing. */
	status(): CascadeStatus;
	/** Returns `cascade_alert` of the feed's answer; undefined while there is no cascade. */
	alert(): CascadeAlert | undefined;
}

interface Findings {
	anomalous: string[];
	cascades: MetricCascade[];
	correlation: number;
	servers: number;
}

const NOTHING: Findings = { anomalous: [], cascades: [], correlation: 0, servers: 0 };

/** In ms of the feed's own time. A server that is silent for longer is left out. */
const SILENT_MS = 5 * 60_000;
/** In ms. A server that is silent for longer is forgotten. */
const FORGET_MS = 24 * 3_600_000;

const MOST_EVENTS = 100;
const TOLD_EVENTS = 5;

/** The number of values kept per series, as the contract states it. */
const WINDOW_SIZE = 100;

/** @param now ms since 1970, the time of an answer */
export function createCascade({ now }: { now: () => number }): Cascade {
	const servers = new Map<string, TrackedServer>();
	let events: CascadeEvent[] = [];
	let found = NOTHING;
	let newestAt = -Infinity;
	/** The content of the last event, so that one cascade is not reported again with every tick. */
	let toldAs = '';

	function look(): Findings {
		const current: TrackedServer[] = [];
		for (const [name, server] of servers) {
			const silentMs = newestAt - server.lastAt;
			if (silentMs <= SILENT_MS) current.push(server);
			else if (silentMs > FORGET_MS) servers.delete(name);
		}
		return findingsOf(current);
	}

	function remember(): void {
		const { cascades, correlation } = found;
		if (!isCascade(found)) {
			toldAs = '';
			return;
		}
		const as = cascades.map(({ metric, severity }) => `${metric} ${severity}`).join();
		if (as === toldAs) return;
		toldAs = as;
		const affected = affectedServers(found);
		const timestamp = localTime(now());
		const event = {
			timestamp,
			cascades,
			correlation_score: correlation,
			affected_servers: affected
		};
		events = [...events, event].slice(-MOST_EVENTS);
	}

	return {
		observe(records) {
			for (const record of records) {
				let server = servers.get(record.serverName);
				if (!server)
					servers.set(record.serverName, (server = new TrackedServer(record.serverName)));
				server.take(record);
				newestAt = Math.max(newestAt, record.at);
			}
			found = look();
			remember();
		},
		health: () => healthOf(found),
		status() {
			const { servers: total, anomalous, cascades, correlation } = found;
			const alert = alertOf(found);
			return {
				current_status:
					total < 2
						? { cascade_detected: false, reason: 'Not enough servers to detect cascade' }
						: {
								cascade_detected: isCascade(found),
								timestamp: localTime(now()),
								total_servers: total,
								servers_with_anomalies: anomalous.length,
								anomaly_rate: anomalous.length / total,
								correlation_score: correlation,
								cascades,
								...(alert ? { alert } : {})
							},
				tracking: { servers: total, metrics_tracked: [...WATCHED], window_size: WINDOW_SIZE },
				recent_events: events.slice(-TOLD_EVENTS),
				event_count: events.length,
				thresholds: {
					correlation: THRESHOLDS.correlation,
					cascade_servers: serversNeeded(total),
					anomaly_z_score: THRESHOLDS.zScore
				}
			};
		},
		alert: () => alertOf(found)
	};
}

function findingsOf(servers: readonly TrackedServer[]): Findings {
	const isOff = (server: TrackedServer, metric: (typeof WATCHED)[number]) =>
		Math.abs(server.z(metric)) > THRESHOLDS.zScore;
	const names = (some: readonly TrackedServer[]) => some.map(({ name }) => name);
	const cascades = WATCHED.flatMap((metric) => {
		const off = servers.filter((server) => isOff(server, metric));
		if (off.length < serversNeeded(servers.length)) return [];
		return [
			{
				metric,
				affected_servers: names(off),
				server_count: off.length,
				severity: severityOf(off.length / servers.length)
			}
		];
	});
	const together = WATCHED.map((metric) =>
		comovement(servers.flatMap((server) => server.recent(metric) ?? []))
	);
	const mean = together.reduce((sum, each) => sum + each, 0) / WATCHED.length;
	return {
		anomalous: names(servers.filter((server) => WATCHED.some((metric) => isOff(server, metric)))),
		cascades,
		// Converts it back to the scale of a correlation.
		correlation: Math.sqrt(Math.min(1, Math.max(0, mean))),
		servers: servers.length
	};
}

function isCascade({ cascades, correlation }: Findings): boolean {
	return cascades.length > 0 || correlation > THRESHOLDS.correlation;
}

function affectedServers({ cascades, anomalous }: Findings): string[] {
	const affected = new Set(cascades.flatMap(({ affected_servers }) => affected_servers));
	return affected.size ? [...affected] : anomalous;
}

function alertOf(found: Findings): CascadeAlert | undefined {
	if (!isCascade(found)) return undefined;
	return cascadeAlert(affectedServers(found), found.servers, found.cascades, found.correlation);
}

function healthOf(found: Findings): CascadeHealth {
	const { anomalous, correlation, servers } = found;
	const anomalyRate = servers ? anomalous.length / servers : 0;
	const score = 100 * (1 - 0.5 * correlation) * (1 - anomalyRate);
	const round = (value: number, factor: number) => Math.round(value * factor) / factor;
	return {
		health_score: round(score, 10),
		status: statusOf(score),
		correlation_score: round(correlation, 1_000),
		anomaly_rate: round(anomalyRate, 1_000),
		anomalous_servers: anomalous.length,
		total_servers: servers,
		cascade_risk: riskOf(found)
	};
}

function statusOf(score: number): CascadeHealth['status'] {
	if (score >= 80) return 'healthy';
	if (score >= 60) return 'degraded';
	return score >= 40 ? 'warning' : 'critical';
}

const GRAVE: readonly Severity[] = ['high', 'critical'];

/**
 * Returns the risk by correlation, as in the contract; an ongoing cascade is never of low risk, however uneven it is.
 */
function riskOf({ correlation, cascades }: Findings): CascadeHealth['cascade_risk'] {
	if (correlation > 0.7 || cascades.some(({ severity }) => GRAVE.includes(severity))) return 'high';
	return correlation > 0.5 || cascades.length ? 'medium' : 'low';
}
