import { decimal } from '#core/format.ts';
import { shownName } from '../frame/server-search.ts';
import type { Column, TableSort } from '../table.ts';
import { minutesInWords } from '../metrics/horizon.ts';
import type { Message } from './messages.ts';
import { ROUTES, SEVERITIES, type Route, type Severity } from '#core/alerting/routing.ts';

export const MESSAGE_COLUMNS: readonly Column<Message>[] = [
	{ id: 'server', title: 'Server', text: ({ server }) => shownName(server ?? '') },
	{
		id: 'severity',
		title: 'Severity',
		text: ({ route }) => route.severity,
		order: ({ route }) => -ROUTES.indexOf(route)
	},
	{
		id: 'risk',
		title: 'Risk',
		numeric: true,
		text: ({ risk }) => decimal(risk),
		order: ({ risk }) => risk
	},
	{ id: 'channels', title: 'Channels', text: ({ route }) => channelsInWords(route) },
	{
		id: 'answer',
		title: 'Respond within',
		text: ({ route }) => answerInWords(route),
		order: ({ route }) => route.answerMinutes
	},
	{ id: 'reasons', title: 'Why', prose: true, text: ({ reasons }) => reasons.join('; ') }
];

export const USUAL_MESSAGE_SORT: TableSort = { column: 'risk', order: 'descending' };

export function channelsInWords({ channels }: Route): string {
	return channels.join(', ');
}

/** A dash where nobody has to respond. */
export function answerInWords({ answerMinutes }: Route): string {
	return answerMinutes === undefined ? '–' : minutesInWords(answerMinutes);
}

export const SEVERITY_CHOICES = ['all', ...SEVERITIES] as const;
export type SeverityChoice = (typeof SEVERITY_CHOICES)[number];

/** Reads a severity from an address; anything unknown means all. */
export function readSeverity(text: string | null): SeverityChoice {
	return SEVERITY_CHOICES.find((choice) => choice === text) ?? 'all';
}

/** Returns the messages of one severity, or all of them. */
export function ofSeverity(
	messages: readonly Message[],
	choice: SeverityChoice
): readonly Message[] {
	return choice === 'all' ? messages : messages.filter(({ route }) => route.severity === choice);
}

/** Counts of messages in words: `2 critical, 1 watch`. */
export function countsInWords(counts: Readonly<Record<Severity, number>>): string {
	return SEVERITIES.filter((severity) => counts[severity] > 0)
		.map((severity) => `${counts[severity]} ${severity}`)
		.join(', ');
}
