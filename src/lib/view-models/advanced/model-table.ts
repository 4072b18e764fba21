import { decimal } from '#core/format.ts';
import type { Column, TableSort } from '../table.ts';
import type { Model } from '#core/topics/models.ts';

export const MODEL_COLUMNS: readonly Column<Model>[] = [
	{ id: 'name', title: 'Model', text: ({ name }) => name },
	{
		id: 'created',
		title: 'Created (daemon’s time)',
		text: ({ created }) => created?.slice(0, 19).replace('T', ' ') ?? 'not reported',
		order: ({ created }) => created
	},
	{
		id: 'size',
		title: 'Size',
		numeric: true,
		text: ({ sizeMb }) => (sizeMb === undefined ? 'not reported' : `${decimal(sizeMb)} MB`),
		order: ({ sizeMb }) => sizeMb
	},
	{
		id: 'current',
		title: 'In use',
		text: ({ current }) => (current ? 'in use' : ''),
		order: ({ current }) => (current ? 0 : 1)
	}
];

export const USUAL_MODEL_SORT: TableSort = { column: 'created', order: 'descending' };
