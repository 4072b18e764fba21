import type { Level } from '../levels/levels.ts';

/** Urgent to calm. */
export const SEVERITIES = [
	'imminent',
	'critical',
	'danger',
	'warning',
	'degrading',
	'watch'
] as const;
export type Severity = (typeof SEVERITIES)[number];

interface Escalation {
	readonly afterMinutes: number;
	readonly to: string;
}

/** How a message of one severity is sent. */
export interface Route {
	readonly severity: Severity;
	/** The lowest risk, of 0–100, with this severity. */
	readonly from: number;
	readonly channels: readonly string[];
	/** How soon a person must respond; undefined where none has to. */
	readonly answerMinutes?: number;
	/** Who an unanswered message goes to next, soonest first. */
	readonly escalations: readonly Escalation[];
	/** The level whose shape and colour it is drawn in. */
	readonly tone: Level;
}

const CALL = ['phone', 'SMS', 'app'];
const WRITE = ['Slack', 'email'];

/** The routing matrix in force, most urgent first: the first row whose threshold a risk reaches is its route. */
export const ROUTES: readonly Route[] = [
	{
		severity: 'imminent',
		from: 90,
		channels: CALL,
		answerMinutes: 5,
		escalations: [],
		tone: 'critical'
	},
	{
		severity: 'critical',
		from: 80,
		channels: CALL,
		answerMinutes: 15,
		escalations: [
			{ afterMinutes: 15, to: 'senior engineer' },
			{ afterMinutes: 30, to: 'director' }
		],
		tone: 'critical'
	},
	{
		severity: 'danger',
		from: 70,
		channels: WRITE,
		answerMinutes: 30,
		escalations: [{ afterMinutes: 30, to: 'on-call engineer' }],
		tone: 'warning'
	},
	{
		severity: 'warning',
		from: 60,
		channels: WRITE,
		answerMinutes: 60,
		escalations: [],
		tone: 'warning'
	},
	{
		severity: 'degrading',
		from: 50,
		channels: ['email'],
		answerMinutes: 120,
		escalations: [],
		tone: 'degraded'
	},
	{ severity: 'watch', from: 30, channels: ['log'], escalations: [], tone: 'healthy' }
];

/** Returns the route of a `score` of 0–100; undefined below the lowest threshold, where nothing is sent. */
export function routeOf(score: number): Route | undefined {
	return ROUTES.find(({ from }) => score >= from);
}

/** Throws a RangeError for a severity without a row, which the table's test excludes. */
export function routeFor(severity: Severity): Route {
	const route = ROUTES.find((candidate) => candidate.severity === severity);
	if (!route) throw new RangeError(`no route for ${severity}`);
	return route;
}

/** The risks of a row as shown in a table: `90 and over`, `80 to under 90`. */
export function riskSpan(route: Route): string {
	const above = ROUTES[ROUTES.indexOf(route) - 1];
	return above ? `${route.from} to under ${above.from}` : `${route.from} and over`;
}

/** Who is notified without a response: `15 min: senior engineer, then 30 min: director`. */
export function escalationInWords({ escalations }: Route): string {
	return escalations.map(({ afterMinutes, to }) => `${afterMinutes} min: ${to}`).join(', then ');
}
