import { goto } from '$app/navigation';
import { page } from '$app/state';
import type { Address } from '#components/common/address.ts';
import { changedQuery } from '#view-models/query.ts';

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
