import { brandStyle } from '#core/brand-style.ts';
import { settingsFor } from '../settings.ts';
import type { RequestHandler } from './$types';

/** The brand's colours as a stylesheet of its own: the policy allows no inline style. */
export const GET: RequestHandler = (event) =>
	new Response(brandStyle(settingsFor(event).brand), {
		headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }
	});
