import type { RequestEvent } from '@sveltejs/kit';
import type { PublicSettings } from '#core/protocol/seed.ts';

/** The settings as the one who asks may see them. */
export function settingsFor(
	event: Pick<RequestEvent, 'locals' | 'request' | 'getClientAddress'>
): PublicSettings {
	return event.locals.host.settings({
		cookie: event.request.headers.get('cookie') ?? undefined,
		userHeader: undefined,
		address: event.getClientAddress()
	});
}
