import type { CascadeEventsState } from '#core/topics/cascade-events.ts';
import type { DiagnosticsState, RoundFacts } from '#core/topics/diagnostics.ts';
import type { DriftState } from '#core/topics/drift.ts';
import type { CascadeState } from '#core/topics/states.ts';
import { serverNames } from './fleets.ts';

export const SERVERS = serverNames(20);

export const HEALTH: Extract<CascadeState, { offered: true }> = {
	offered: true,
	healthScore: 49.5,
	status: 'warning',
	correlation: 0.2,
	anomalyRate: 0.45,
	anomalousServers: 9,
	totalServers: 20,
	cascadeRisk: 'low'
};

/** A cascade now, or none any more; two events lately. */
export function cascadeEvents(detected: boolean): CascadeEventsState {
	const now = Date.now();
	const astray = { metric: 'mem_used_pct', servers: SERVERS.slice(0, 9), severity: 'high' };
	return {
		offered: true,
		detected,
		now: detected ? [astray] : [],
		recommendations: detected ? ['Check for memory leaks or cache pressure'] : [],
		events: [
			{ at: now - 5_000, correlation: 0.21, servers: astray.servers, metrics: [astray] },
			{
				at: now - 50_000,
				correlation: 0.75,
				servers: SERVERS.slice(0, 3),
				metrics: [{ metric: 'cpu_user_pct', servers: SERVERS.slice(0, 3), severity: 'medium' }]
			}
		],
		eventCount: 21,
		trackedServers: 20,
		trackedMetrics: ['cpu_user_pct', 'mem_used_pct', 'swap_used_pct'],
		windowSize: 100,
		thresholds: { correlation: 0.7, servers: 3, anomalyZScore: 2 }
	};
}

export const DRIFT: Extract<DriftState, { offered: true }> = {
	offered: true,
	measured: true,
	scores: { per: 4.2, dss: 31.5, fds: 0, anomalyRate: 1.1 },
	limits: { per: 10, dss: 20, fds: 15, anomalyRate: 5 },
	combined: 11.2,
	trends: { per: 'stable', dss: 'increasing', fds: 'decreasing', anomalyRate: 'stable' },
	needsRetraining: true,
	recommendation: 'RETRAIN NOW',
	windowSize: 4_200,
	report: `${'='.repeat(60)}\nDRIFT DETECTION REPORT\n${'='.repeat(60)}\n  1. PER:  4.20%`,
	training: { status: 'idle', message: 'No active training job' }
};

/** Sixty rounds of which one failed, and names as long as they can come. */
export function diagnostics(): DiagnosticsState {
	const rounds = Array.from({ length: 60 }, (_, index): RoundFacts => {
		const facts = { tick: index + 1, at: Date.now(), deliveries: 40, viewers: 41 };
		return index === 30
			? { ...facts, ok: false, patchBytes: 60 }
			: {
					...facts,
					ok: true,
					tookMs: 280 + 3 * index,
					daemonBytes: 4_600_000,
					patchBytes: 900 + index
				};
	});
	return {
		versions: { fleetcast: '1.0.0', node: 'v24.21.0', protocol: 1 },
		startedAt: Date.now() - 600_000,
		daemon: { address: 'http://daemon.example:8000', embedded: false, tickCount: 354, servers: 20 },
		rounds,
		viewers: 41,
		rooms: 3,
		stalled: 0,
		topics: ['diagnostics', 'models', 'summary', `server/${'long'.repeat(60)}`],
		topicCount: 4,
		loopDelay: { p50Ms: 0.2, p99Ms: 4.8, mostMs: 65 },
		memory: { residentMb: 180, heapMb: 60 },
		setAside: [{ path: `ppdb001.${'x'.repeat(120)}`, reason: 'p50 is not 96 numbers' }],
		problems: [
			{ at: Date.now(), kind: 'daemon-timeout', detail: 'The daemon did not answer in time.' }
		]
	};
}
