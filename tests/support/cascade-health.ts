import type { CascadeState } from '#core/topics/states.ts';

/** A fleet of twenty of which nine are out of the ordinary. */
export const CASCADE = {
	offered: true,
	healthScore: 49.5,
	status: 'warning',
	correlation: 0.202,
	anomalyRate: 0.45,
	anomalousServers: 9,
	totalServers: 20,
	cascadeRisk: 'low'
} as const satisfies CascadeState;
