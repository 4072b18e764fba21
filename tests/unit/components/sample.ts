import type { TableChoices } from '#components/common/table-choices.ts';
import type { LevelThresholds } from '#core/levels/levels.ts';
import type { TableSort } from '#view-models/table.ts';
import type { OutlookFleetState } from '#core/topics/outlook.ts';
import type { AlertsState, Attention, SummaryState } from '#core/topics/states.ts';

/** A table without sorting and filter. */
export function tableChoices(sort: TableSort): TableChoices {
	return { sort, filter: '', onsort: () => undefined, onfilter: () => undefined };
}

export const FLOORS: LevelThresholds = { critical: 80, warning: 60, degraded: 50 };

const ATTENTION: Readonly<Record<string, Attention>> = {
	ppdb001: {
		score: 91.5,
		level: 'critical',
		profile: 'Database',
		cpu: [88.2, 97.4],
		iowait: [31.1, 48.9],
		memory: [92, 90.2]
	},
	ppml0004: {
		score: 64.5,
		level: 'warning',
		profile: 'ML Compute',
		cpu: [95.1, 79.6],
		memory: [71.3, 74.2]
	},
	ppweb006: {
		score: 52,
		level: 'degraded',
		profile: 'Web API',
		silent: true,
		cpu: [61, 68.5],
		iowait: [3, 3.1],
		memory: [85, 85]
	}
};

export const SUMMARY: SummaryState = {
	counts: {
		total: 20,
		critical: 1,
		warning: 1,
		degraded: 1,
		healthy: 17,
		attention: 3,
		silent: 1
	},
	risk30mPercent: 35.8,
	risk8hPercent: 78,
	fleetHealth: 'warning',
	highest: {
		...ATTENTION,
		ppgen001: { score: 12, level: 'healthy', profile: 'Generic' }
	},
	attention: ATTENTION
};

export const OVER_FLEET: OutlookFleetState = {
	all: {
		servers: 20,
		now: 1,
		likely: { 1: 2, 9: 1 },
		possible: { 1: 3, 9: 6 },
		likelyWithin: [1, 2, 2, 2, 2, 3, 3, 4, 4],
		possibleWithin: [1, 3, 3, 6, 6, 6, 6, 6, 7]
	},
	profiles: {}
};

export const NO_SERVERS: SummaryState = {
	counts: {
		total: 0,
		critical: 0,
		warning: 0,
		degraded: 0,
		healthy: 0,
		attention: 0,
		silent: 0
	},
	highest: {},
	attention: {}
};

export const ALERTS: AlertsState = {
	'mem_used_pct:ppml0004': {
		server: 'ppml0004',
		metric: 'mem_used_pct',
		severity: 'warning',
		value: 90.4,
		threshold: 90,
		minutes: 25,
		criticalMinutes: 45
	},
	'cpu_user_pct:ppdb001': {
		server: 'ppdb001',
		metric: 'cpu_user_pct',
		severity: 'critical',
		value: 97.4,
		threshold: 95,
		minutes: 10
	}
};
