import type { RequestEvent } from '@sveltejs/kit';
import type { PublicSettings } from '#core/protocol/seed.ts';

/** The settings as the one who asks may see them. */
export function settingsFor({ locals }: Pick<RequestEvent, 'locals'>): PublicSettings {
	return locals.host.settings(locals.role);
}
