import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';
import { createLibrary } from './library.ts';

// Read when the pages are built: a running Fleetcast needs none of the files.
const library = createLibrary(
	import.meta.glob<string>('/docs/guide/*.md', { query: '?raw', import: 'default', eager: true }),
	import.meta.glob<string>(['/docs/*.md', '!/docs/roadmap.md'], {
		query: '?raw',
		import: 'default',
		eager: true
	})
);

export const load: PageServerLoad = ({ url }) => {
	const page = library.page(url.searchParams.get('page'));
	if (!page) error(404, 'There is no such page in the documentation.');
	return { page, pages: library.pages.map(({ id, title }) => ({ id, title })) };
};
