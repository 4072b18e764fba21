import type { SummaryState } from '../topics/states.ts';
import { routeFor, type Severity } from './routing.ts';

/** The risks of the whole fleet that rules apply to; both are the daemon's own scores in percent. */
export const FLEET_RISKS = ['risk30mPercent', 'risk8hPercent'] as const;
export type FleetRisk = (typeof FLEET_RISKS)[number];

export interface EnvironmentRule {
	readonly risk: FleetRisk;
	/** The rule fires when the risk is over this, not at it. */
	readonly overPercent: number;
	readonly severity: Severity;
}

/** The rules in force. For each risk the most urgent comes first, and only that one counts. */
export const ENVIRONMENT_ALERT_RULES: readonly EnvironmentRule[] = [
	{ risk: 'risk30mPercent', overPercent: 70, severity: 'critical' },
	{ risk: 'risk30mPercent', overPercent: 40, severity: 'danger' },
	{ risk: 'risk8hPercent', overPercent: 50, severity: 'warning' }
];

export interface BrokenRule extends EnvironmentRule {
	/** The current value, which may be below the rule's again. */
	readonly percent: number;
}

/** Returns the most urgent rule that a fleet risk of this percent breaks. */
export function ruleBrokenAt(risk: FleetRisk, percent: number): EnvironmentRule | undefined {
	return ENVIRONMENT_ALERT_RULES.find((rule) => rule.risk === risk && percent > rule.overPercent);
}

/** Whether a rule's message is sent without waiting, because it calls a person. */
export function callsAtOnce(risk: FleetRisk, percent: number): boolean {
	const rule = ruleBrokenAt(risk, percent);
	return rule !== undefined && routeFor(rule.severity).tone === 'critical';
}

/**
 * Returns at most one broken rule per risk, judged by the steadied percents. A risk that the daemon did not send breaks
 * no rule.
 */
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

/** Rules whose risk is over the limit now, but not for long enough to count. */
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
