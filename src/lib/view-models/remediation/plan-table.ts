import { decimal } from '#core/format.ts';
import { shownName } from '../frame/server-search.ts';
import type { Column, TableSort } from '../table.ts';
import { APPROVALS } from './approval.ts';
import type { Planned } from './plan.ts';

export const PLAN_COLUMNS: readonly Column<Planned>[] = [
	{ id: 'server', title: 'Server', text: ({ server }) => shownName(server) },
	{ id: 'profile', title: 'Profile', text: ({ profile }) => profile },
	{
		id: 'risk',
		title: 'Risk',
		numeric: true,
		text: ({ score }) => decimal(score),
		order: ({ score }) => score
	},
	{ id: 'action', title: 'Action', text: ({ action }) => action },
	{
		id: 'approval',
		title: 'Approval',
		text: ({ approval }) => approval.words,
		order: ({ approval }) => APPROVALS.indexOf(approval.approval)
	},
	{ id: 'hands', title: 'Done by', text: handsInWords },
	{
		id: 'effect',
		title: 'Effect in',
		numeric: true,
		text: ({ effectMinutes }) => `${effectMinutes} min`,
		order: ({ effectMinutes }) => effectMinutes
	},
	{ id: 'integration', title: 'Through', text: ({ integration }) => integration }
];

export const USUAL_PLAN_SORT: TableSort = { column: 'risk', order: 'descending' };

export function handsInWords({ autonomous }: Pick<Planned, 'autonomous'>): string {
	return autonomous ? 'autonomous' : 'manual';
}
