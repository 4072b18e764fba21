import { brandStyle } from '#view-models/brand/brand-style.ts';
import type { RequestHandler } from './$types';

/** The brand's colours as a separate stylesheet: the policy allows no inline style. */
export const GET: RequestHandler = ({ locals }) =>
	new Response(brandStyle(locals.host.settings(locals.role).brand), {
		headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }
	});
