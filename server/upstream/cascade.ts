import * as z from 'zod';
import { tenth } from '#core/metrics/metrics.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import type { CascadeState } from '#core/topics/states.ts';

const share = z.number().min(0).max(1);
const count = z.number().int().min(0);
const sentCascade = z.object({
	health_score: z.number().min(0).max(100),
	status: z.string(),
	correlation_score: share,
	anomaly_rate: share,
	anomalous_servers: count,
	total_servers: count,
	cascade_risk: z.string()
});

/** Reads the answer of /cascade/health. `{success: false}` means that the feature is switched off: "not offered". */
export function readCascade(body: unknown): Result<CascadeState> {
	const parsed = sentCascade.safeParse(body);
	if (!parsed.success) {
		const off = z.object({ success: z.literal(false) }).safeParse(body).success;
		return off
			? ok({ offered: false })
			: err('daemon-malformed', 'The cascade health is malformed.');
	}
	const { data } = parsed;
	return ok({
		offered: true,
		healthScore: tenth(data.health_score),
		status: data.status,
		correlation: hundredth(data.correlation_score),
		anomalyRate: hundredth(data.anomaly_rate),
		anomalousServers: data.anomalous_servers,
		totalServers: data.total_servers,
		cascadeRisk: data.cascade_risk
	});
}

/** Rounds a share to whole percent, which is what a screen shows. */
function hundredth(value: number): number {
	return Math.round(value * 100) / 100;
}
