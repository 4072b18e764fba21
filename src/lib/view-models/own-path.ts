const HERE = 'http://own.invalid';

/**
 * Returns a path of this site, safe in a header: `//elsewhere`, `/\elsewhere` and the like, which browsers take for
 * addresses of other sites, become the first page.
 */
export function ownPath(to: string | null): string {
	const url = to?.startsWith('/') ? parse(to) : undefined;
	if (!url || url.origin !== HERE || url.pathname.startsWith('//')) return '/';
	return url.pathname + url.search + url.hash;
}

function parse(to: string): URL | undefined {
	return URL.canParse(to, HERE) ? new URL(to, HERE) : undefined;
}
