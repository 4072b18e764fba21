import { goto } from '$app/navigation';
import { page } from '$app/state';
import type { Address } from '#components/common/address.ts';
import type { TableChoices } from '#components/common/table-choices.ts';
import { changedQuery } from '#view-models/query.ts';
import { readTableSort, writeTableSort, type Column, type TableSort } from '#view-models/table.ts';

/**
 * Changes the query of the open page; undefined removes a parameter. Focus and scroll are kept, and the back button skips
 * the change.
 */
export function changeQuery(changes: Readonly<Record<string, string | undefined>>): void {
	const query = changedQuery(page.url.searchParams, changes);
	// The base path is in it already.
	const address = `${page.url.pathname}${query && `?${query}`}` as Address;
	void goto(address, { replaceState: true, keepFocus: true, noScroll: true });
}

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
