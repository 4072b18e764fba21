import { decimal } from '#core/format.ts';
import { shownName } from '../frame/server-search.ts';
import type { Column, TableSort } from '../table.ts';
import { money } from './money.ts';
import type { ServerCost } from './servers-at-risk.ts';

/** The columns of the servers at risk; amounts are in the given currency. */
export function costColumns(currency: string): readonly Column<ServerCost>[] {
	return [
		{ id: 'server', title: 'Server', text: ({ server }) => shownName(server) },
		{ id: 'profile', title: 'Profile', text: ({ profile }) => profile },
		{
			id: 'risk',
			title: 'Risk',
			numeric: true,
			text: ({ score }) => decimal(score),
			order: ({ score }) => score
		},
		{ id: 'tier', title: 'Counts as', text: ({ tier }) => `${tier} risk` },
		{
			id: 'cost',
			title: 'Potential cost',
			numeric: true,
			text: ({ cost }) => money(cost, currency),
			order: ({ cost }) => cost
		}
	];
}

export const USUAL_COST_SORT: TableSort = { column: 'risk', order: 'descending' };
