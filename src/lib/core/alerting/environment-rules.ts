import type { SummaryState } from '../topics/states.ts';
import { routeFor, type Severity } from './routing.ts';

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
	/** As it is now, which may be under the rule again. */
	readonly percent: number;
}

/** The most urgent rule that a risk of the fleet breaks at a percent. */
export function ruleBrokenAt(risk: FleetRisk, percent: number): EnvironmentRule | undefined {
	return ENVIRONMENT_ALERT_RULES.find((rule) => rule.risk === risk && percent > rule.overPercent);
}

/** Whether a message about the fleet must not wait: somebody is phoned for it. */
export function callsAtOnce(risk: FleetRisk, percent: number): boolean {
	const rule = ruleBrokenAt(risk, percent);
	return rule !== undefined && routeFor(rule.severity).tone === 'critical';
}

/** By the percents that count, at most one a risk; a risk that the daemon did not send breaks no rule. */
export function brokenRules(
	summary: Pick<SummaryState, FleetRisk | 'steady'>
): readonly BrokenRule[] {
	return FLEET_RISKS.flatMap((risk) => {
		const percent = summary[risk];
		if (percent === undefined) return [];
		const rule = ruleBrokenAt(risk, summary.steady?.[risk] ?? percent);
		return rule ? [{ ...rule, percent }] : [];
	});
}

/** Rules that a risk is over now, but has not been for long enough to count. */
export function pendingRules(
	summary: Pick<SummaryState, FleetRisk | 'steady'>
): readonly EnvironmentRule[] {
	const broken = brokenRules(summary);
	return FLEET_RISKS.flatMap((risk) => {
		const rule = ruleBrokenAt(risk, summary[risk] ?? 0);
		const firing = broken.find((each) => each.risk === risk);
		return rule && rule.overPercent > (firing?.overPercent ?? -1) ? [rule] : [];
	});
}
