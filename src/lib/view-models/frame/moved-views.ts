/** Parameters of the Overview, which once was at `/`. */
const OVERVIEW_PARAMETERS = ['sort', 'filter'];

/**
 * Returns where a view is now that was at this address in an earlier version, relative to the address, so that it holds
 * below any base path; undefined where nothing has moved.
 * @param pathname below the base path
 */
export function movedTo({
	pathname,
	search,
	searchParams
}: Pick<URL, 'pathname' | 'search' | 'searchParams'>): string | undefined {
	if (pathname === '/next') return `./${search}`;
	if (pathname === '/' && OVERVIEW_PARAMETERS.some((name) => searchParams.has(name)))
		return `overview${search}`;
	return undefined;
}
