/** Thresholds of the counts, 0–100. */
const CRITICAL = 80;
const WARNING = 60;
const DEGRADING = 50;

export interface ServerScore {
	serverName: string;
	score: number;
}

export interface FleetSummary {
	total_servers: number;
	critical_count: number;
	warning_count: number;
	degrading_count: number;
	healthy_count: number;
	avg_risk_score: number;
	max_risk_score: number;
	top_5_risks: string[];
	top_10_risks: string[];
	top_20_risks: string[];
	risk_calculation_time: string;
}

/** @param calculatedAt local ISO time without a zone, like all times of the contract */
export function fleetSummary(scores: readonly ServerScore[], calculatedAt: string): FleetSummary {
	const ranked = scores.toSorted((one, other) => other.score - one.score);
	const names = ranked.map(({ serverName }) => serverName);
	const atLeast = (floor: number) => scores.filter(({ score }) => score >= floor).length;
	const sum = scores.reduce((total, { score }) => total + score, 0);
	return {
		total_servers: scores.length,
		critical_count: atLeast(CRITICAL),
		warning_count: atLeast(WARNING) - atLeast(CRITICAL),
		degrading_count: atLeast(DEGRADING) - atLeast(WARNING),
		healthy_count: scores.length - atLeast(DEGRADING),
		avg_risk_score: scores.length ? Math.round((sum / scores.length) * 10) / 10 : 0,
		max_risk_score: ranked[0]?.score ?? 0,
		top_5_risks: names.slice(0, 5),
		top_10_risks: names.slice(0, 10),
		top_20_risks: names.slice(0, 20),
		risk_calculation_time: calculatedAt
	};
}
