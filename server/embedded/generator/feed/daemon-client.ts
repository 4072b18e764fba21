type PostResult = { ok: true; refused: number } | { ok: false; reason: string };

export interface DaemonClient {
	/** Feeds one batch. Never throws: the reason says what went wrong. */
	feed(records: readonly unknown[], signal: AbortSignal): Promise<PostResult>;
	/** Returns how many batches the daemon was ever fed, or why that is unknown. */
	ticksFed(
		signal: AbortSignal
	): Promise<{ ok: true; ticks: number } | { ok: false; reason: string }>;
}

/** In ms. A daemon that is forecasting a thousand servers answers nothing else meanwhile. */
const ANSWER_WITHIN_MS = 10_000;

export interface DaemonClientDeps {
	url: string;
	/** Sent as X-API-Key. */
	key: string | undefined;
	fetch: typeof fetch;
}

export function createDaemonClient({ url, key, fetch }: DaemonClientDeps): DaemonClient {
	const headers: Record<string, string> = key ? { 'x-api-key': key } : {};
	const base = url.replace(/\/+$/, '');

	async function call(path: string, init: RequestInit, signal: AbortSignal): Promise<unknown> {
		const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
		const response = await fetch(base + path, { ...init, signal: within, redirect: 'error' });
		const text = await response.text();
		if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 200)}`);
		return JSON.parse(text);
	}

	return {
		async feed(records, signal) {
			try {
				const body = JSON.stringify({ records });
				const json = { ...headers, 'content-type': 'application/json' };
				const answer = await call('/feed/data', { method: 'POST', headers: json, body }, signal);
				return { ok: true, refused: listLength(answer, 'refused') };
			} catch (error) {
				return { ok: false, reason: reasonOf(error) };
			}
		},
		async ticksFed(signal) {
			try {
				const ticks = fieldOf(await call('/status', { headers }, signal), 'tick_count');
				if (typeof ticks === 'number') return { ok: true, ticks };
				return { ok: false, reason: '/status tells no tick_count' };
			} catch (error) {
				return { ok: false, reason: reasonOf(error) };
			}
		}
	};
}

function fieldOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null
		? new Map<string, unknown>(Object.entries(value)).get(name)
		: undefined;
}

function listLength(value: unknown, name: string): number {
	const list = fieldOf(value, name);
	return Array.isArray(list) ? list.length : 0;
}

/** `fetch failed` explains nothing; its cause does. */
function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
