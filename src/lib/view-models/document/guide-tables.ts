import { ENVIRONMENT_ALERT_RULES } from '#core/alerting/environment-rules.ts';
import { answerInWords, channelsInWords } from '../alerting/message-table.ts';
import { escalationInWords, riskSpan, ROUTES } from '#core/alerting/routing.ts';
import { FIGURE_LINES } from '../cost/figures.ts';
import { VERDICTS } from '#core/cost/formula.ts';
import { COST_FIELD_NAMES, COST_FIELDS, USUAL_CURRENCY } from '#core/cost/inputs.ts';
import { DRIFT_WORDS } from '../drift/drift-scores.ts';
import { withUnit } from '#core/format.ts';
import {
	SCORE_GROUP_NAMES,
	SCORE_GROUPS,
	SCORE_ROWS,
	type PointRows
} from '../insights/score-rule.ts';
import { ENVIRONMENT_RULES } from '../levels/environment.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { limitsInWords } from '../metrics/limits-in-words.ts';
import { ACTIONS, OTHER_ACTION } from '../remediation/actions.ts';
import { APPROVAL_POLICY } from '../remediation/approval.ts';
import { handsInWords } from '../remediation/plan-table.ts';
import { DRIFT_SCORES } from '#core/topics/drift.ts';

type Row = readonly (string | number)[];

function table(head: Row, rows: readonly Row[]): string {
	const line = (cells: Row) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The names of the fleet's risks with five-minute steps, the default of STEP_MINUTES. */
const FLEET_RISK_NAMES = { risk30mPercent: '30 min risk', risk8hPercent: '8 h risk' } as const;

/** The tables of the guide as Markdown, generated from the values in force. */
export const GUIDE_TABLES: Readonly<Record<string, () => string>> = {
	levels: () =>
		table(
			['Level', 'Risk', 'Shape'],
			[
				['critical', `${DEFAULT_THRESHOLDS.critical} and over`, 'octagon'],
				[
					'warning',
					`${DEFAULT_THRESHOLDS.warning} to under ${DEFAULT_THRESHOLDS.critical}`,
					'triangle'
				],
				[
					'degraded',
					`${DEFAULT_THRESHOLDS.degraded} to under ${DEFAULT_THRESHOLDS.warning}`,
					'diamond'
				],
				['healthy', `under ${DEFAULT_THRESHOLDS.degraded}`, 'circle']
			]
		),
	environment: () =>
		table(
			['Status', 'Critical servers', 'Critical and warning together'],
			[
				...ENVIRONMENT_RULES.map(({ status, criticalOver, togetherOver }) => [
					status,
					criticalOver === 0 ? 'any' : `over ${criticalOver}%`,
					`or over ${togetherOver}%`
				]),
				['healthy', 'else', 'else']
			]
		),
	limits: () =>
		table(
			['Metric', 'Warning from', 'Critical from'],
			limitsInWords().map(({ name, warning, critical }) => [name, warning, critical])
		),
	'score-points': () =>
		table(
			['Metric', 'Points by the value now', 'Points by the predicted value (p90)'],
			[...SCORE_GROUPS, 'databaseMemory' as const].map((group) => {
				const { name, unit } = SCORE_GROUP_NAMES[group === 'databaseMemory' ? 'memory' : group];
				const words = (rows: PointRows) =>
					rows
						.map(([least, points]) => `${points} from ${withUnit(String(least), unit)}`)
						.join(', ');
				const { now, ahead } = SCORE_ROWS[group];
				return [
					group === 'databaseMemory' ? `${name} of databases` : name,
					words(now),
					words(ahead) || '–'
				];
			})
		),
	'drift-scores': () =>
		table(
			['Score', 'Short', 'Meaning'],
			DRIFT_SCORES.map((score) => {
				const { name, short, meaning } = DRIFT_WORDS[score];
				return [name, short, meaning];
			})
		),
	routing: () =>
		table(
			['Severity', 'Risk', 'Channels', 'Respond within', 'Escalation'],
			ROUTES.map((route) => [
				route.severity,
				riskSpan(route),
				channelsInWords(route),
				answerInWords(route),
				escalationInWords(route) || '–'
			])
		),
	'fleet-rules': () =>
		table(
			['Metric', 'Threshold', 'Severity'],
			ENVIRONMENT_ALERT_RULES.map(({ risk, overPercent, severity }) => [
				FLEET_RISK_NAMES[risk],
				`over ${overPercent}%`,
				severity
			])
		),
	approval: () =>
		table(
			['Risk', 'Before an action runs'],
			APPROVAL_POLICY.map(({ risks, words }) => [risks, words])
		),
	actions: () =>
		table(
			['Profile', 'Action', 'Through', 'Effect expected in', 'Done by'],
			[...ACTIONS, ['every other', OTHER_ACTION] as const].map(([profile, action]) => [
				profile,
				action.action,
				action.integration,
				`${action.effectMinutes} min`,
				handsInWords(action)
			])
		),
	'cost-inputs': () =>
		table(
			['Input', 'Default', 'Min', 'Max', 'URL parameter'],
			[
				...COST_FIELD_NAMES.map((field) => {
					const { label, usual, least, most, unit, parameter } = COST_FIELDS[field];
					const words = (value: number) => withUnit(value.toLocaleString('en'), unit ?? '');
					return [label, words(usual), words(least), words(most), `\`${parameter}\``];
				}),
				['Currency', USUAL_CURRENCY, '–', '–', '`currency`']
			]
		),
	'cost-formulas': () =>
		table(
			['Figure', 'How it is calculated'],
			FIGURE_LINES.map(({ title, method }) => [title, method])
		),
	verdicts: () =>
		table(
			['Paid back in', 'Verdict'],
			VERDICTS.map(({ verdict, underMonths }) => [
				underMonths === Infinity ? 'longer, or never' : `under ${underMonths} months`,
				verdict
			])
		)
};

const BEGIN = (name: string) => `<!-- table: ${name} -->`;
const END = '<!-- /table -->';

/**
 * Returns Markdown with each marked table regenerated.
 * @throws RangeError for a marker that names no table, or is not closed
 */
export function withGuideTables(markdown: string): string {
	return markdown
		.split(/(?=<!-- table: )/)
		.map((part) => {
			const name = /^<!-- table: (\S+) -->/.exec(part)?.[1];
			if (name === undefined) return part;
			const make = Object.hasOwn(GUIDE_TABLES, name) ? GUIDE_TABLES[name] : undefined;
			const end = part.indexOf(END);
			if (!make || end === -1) throw new RangeError(`the guide's table “${name}” cannot be made`);
			return `${BEGIN(name)}\n\n${make()}\n\n${part.slice(end)}`;
		})
		.join('');
}
