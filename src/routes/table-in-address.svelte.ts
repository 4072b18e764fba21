import { page } from '$app/state';
import type { TableChoices } from '#components/common/table-choices.ts';
import { readTableSort, writeTableSort, type Column, type TableSort } from '#view-models/table.ts';
import { changeQuery } from './change-query.ts';

/**
 * A table's sort and filter, kept in the address.
 * @param parameters their names in the address, where a page has several tables
 */
export function tableInAddress<Row>(
	columns: readonly Column<Row>[],
	usual: TableSort,
	parameters = { sort: 'sort', filter: 'filter' }
): TableChoices {
	/** Written to the address a moment later: typing never waits for it. */
	let filter = $state(page.url.searchParams.get(parameters.filter) ?? '');
	return {
		get sort() {
			return readTableSort(page.url.searchParams.get(parameters.sort), columns, usual);
		},
		get filter() {
			return filter;
		},
		onsort: (sort) => changeQuery({ [parameters.sort]: writeTableSort(sort) }),
		onfilter(text) {
			filter = text;
			changeQuery({ [parameters.filter]: text || undefined });
		}
	};
}
