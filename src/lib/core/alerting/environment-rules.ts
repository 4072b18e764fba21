import type { SummaryState } from '../topics/states.ts';
import type { Severity } from './routing.ts';

/** What of the whole fleet is watched; both are the daemon's own scores in percent. */
export const FLEET_RISKS = ['risk30mPercent', 'risk8hPercent'] as const;
export type FleetRisk = (typeof FLEET_RISKS)[number];

export interface EnvironmentRule {
	readonly risk: FleetRisk;
	/** A message goes out when the risk is over this, not at it. */
	readonly overPercent: number;
	readonly severity: Severity;
}

/** The rules in force; of those for one risk the most urgent stands first and alone counts. */
export const ENVIRONMENT_ALERT_RULES: readonly EnvironmentRule[] = [
	{ risk: 'risk30mPercent', overPercent: 70, severity: 'critical' },
	{ risk: 'risk30mPercent', overPercent: 40, severity: 'danger' },
	{ risk: 'risk8hPercent', overPercent: 50, severity: 'warning' }
];

export interface BrokenRule extends EnvironmentRule {
	readonly percent: number;
}

/** At most one a risk; a risk that the daemon did not send breaks no rule. */
export function brokenRules(summary: Pick<SummaryState, FleetRisk>): readonly BrokenRule[] {
	return FLEET_RISKS.flatMap((risk) => {
		const percent = summary[risk];
		if (percent === undefined) return [];
		const rule = ENVIRONMENT_ALERT_RULES.find(
			(candidate) => candidate.risk === risk && percent > candidate.overPercent
		);
		return rule ? [{ ...rule, percent }] : [];
	});
}
