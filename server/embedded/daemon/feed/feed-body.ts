/** The `records` of a fed body, or the `detail` of a 422 in the contract's form. */
export type FeedBody = { ok: true; records: unknown[] } | { ok: false; detail: unknown };

export function parseFeedBody(text: string): FeedBody {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch (error) {
		const msg = error instanceof Error ? error.message : 'not JSON';
		return { ok: false, detail: [{ loc: ['body'], msg, type: 'value_error.jsondecode' }] };
	}
	const records =
		typeof body === 'object' && body !== null && 'records' in body ? body.records : undefined;
	if (Array.isArray(records)) return { ok: true, records };
	const fault =
		records === undefined
			? { msg: 'field required', type: 'value_error.missing' }
			: { msg: 'value is not a valid list', type: 'type_error.list' };
	return { ok: false, detail: [{ loc: ['body', 'records'], ...fault }] };
}
