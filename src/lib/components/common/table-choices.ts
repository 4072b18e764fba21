import type { TableSort } from '#view-models/table.ts';

/** How a table is sorted and filtered, with the callbacks: spread into a `DataTable`. */
export interface TableChoices {
	readonly sort: TableSort;
	readonly filter: string;
	readonly onsort: (sort: TableSort) => void;
	readonly onfilter: (text: string) => void;
}
