import { isAscii } from 'node:buffer';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { getCACertificates } from 'node:tls';
import fetch, { FetchError, type Response } from 'node-fetch';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import { withoutByteOrderMark } from '../byte-order-mark.ts';
import { hideInJson } from '../hide-in-json.ts';
import { secretFinder } from '../hide-secrets.ts';
import { BodyReader } from './body-reader.ts';
import { failureOf } from './daemon-failure.ts';
import { isTooHeavy } from './json-weight.ts';
import { mayHoldHalf, spellHalvesIn } from './whole-text.ts';

export interface DaemonClientOptions {
	readonly baseUrl: string;
	/** Sent as X-API-Key; never logged, and removed from the daemon's answers. */
	readonly key?: string | undefined;
	readonly timeoutMs: number;
	readonly maxBytes: number;
	/** CA certificates trusted in addition to the usual ones, in PEM. */
	readonly authorities?: string | undefined;
}

export interface DaemonAnswer {
	readonly body: unknown;
	readonly bytes: number;
	readonly tookMs: number;
}

export interface DaemonClient {
	get(path: string, signal: AbortSignal): Promise<Result<DaemonAnswer>>;
}

/** How long to wait after a refused key: each try is an entry in a security log. */
const KEY_RETRY_MS = 60_000;
/** The daemon's limiter counts in fixed windows of a minute and sends no Retry-After. */
const LIMIT_WINDOW_MS = 60_000;
/** The longest wait that a daemon can demand; timers end at 24.8 days anyway. */
const LONGEST_WAIT_MS = 3_600_000;

/** The encodings that node-fetch decodes, with both names of gzip; others are passed on as they are. */
const ENCODINGS = new Set(['identity', 'gzip', 'x-gzip', 'deflate', 'x-deflate', 'br']);

/**
 * Creates the HTTP client of the daemon. The daemon closes idle connections after 5 s, which is just the tick: a kept one
 * would be reset during the next request. So none is kept, and a GET that was reset all the same is tried once more.
 */
export function createDaemonClient(options: DaemonClientOptions): DaemonClient {
	const { authorities } = options;
	const agents = {
		'http:': new HttpAgent(),
		'https:': new HttpsAgent(
			authorities === undefined ? {} : { ca: [...getCACertificates('default'), authorities] }
		)
	};
	const headers = {
		accept: 'application/json',
		...(options.key ? { 'X-API-Key': options.key } : {})
	};

	const bodies = new BodyReader();
	const mayHoldKey = secretFinder([options.key]);
	const hideKey = hideInJson([options.key]);

	async function attempt(path: string, signal: AbortSignal): Promise<Result<DaemonAnswer>> {
		const started = process.hrtime.bigint();
		const response = await fetch(new URL(`.${path}`, withSlash(options.baseUrl)), {
			headers,
			// The key is for the configured address and no other.
			redirect: 'manual',
			signal: AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]),
			agent: ({ protocol }) => agents[protocol as 'http:' | 'https:']
		});
		return bodies.read(response, options.maxBytes, (bytes) => answerOf(response, bytes, started));
	}

	function answerOf(response: Response, bytes: Buffer, started: bigint): Result<DaemonAnswer> {
		const encoding = response.headers.get('content-encoding') ?? 'identity';
		if (!ENCODINGS.has(encoding.trim().toLowerCase()))
			return err(
				'daemon-malformed',
				'The answer has an unsupported content encoding: supported are gzip, deflate and br.'
			);
		if (isTooHeavy(bytes, options.maxBytes))
			return err('daemon-too-large', 'The answer would take more memory than the limit allows.');
		const text = textOf(bytes);
		if (!response.ok) return refusalOf(response, text);
		const body = parseJson(text);
		if (!body.ok) return body;
		const tookMs = Number(process.hrtime.bigint() - started) / 1e6;
		const hidden = mayHoldKey(text) ? hideKey(body.value) : body.value;
		const clean = mayHoldHalf(text) ? spellHalvesIn(hidden) : hidden;
		return ok({ body: clean, bytes: bytes.length, tookMs });
	}

	return {
		async get(path, signal) {
			try {
				return await attempt(path, signal).catch((error: unknown) => {
					if (isReset(error) && !signal.aborted) return attempt(path, signal);
					throw error;
				});
			} catch (error) {
				return failureOf(error);
			}
		}
	};
}

/** The daemon escapes non-ASCII characters, and ASCII needs no decoding. */
export function textOf(bytes: Buffer): string {
	return isAscii(bytes) ? bytes.toString('latin1') : withoutByteOrderMark(bytes.toString('utf8'));
}

function withSlash(url: string): string {
	return url.endsWith('/') ? url : `${url}/`;
}

function isReset(error: unknown): boolean {
	return error instanceof FetchError && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

function refusalOf(response: Response, text: string): Result<never> {
	const { status } = response;
	if (status >= 300 && status < 400)
		return err(
			'daemon-error',
			`The daemon redirects to another address (HTTP ${status}): set DAEMON_URL to the one that answers.`
		);
	if (status === 401 || status === 403)
		return err('key-refused', 'The daemon refuses the key.', KEY_RETRY_MS);
	if (status === 404 || status === 405)
		return err('daemon-not-offered', 'This daemon does not offer that.');
	if (status === 429)
		return err('rate-limited', 'The daemon asks for fewer calls.', limitWaitMs(response, text));
	return err('daemon-error', `The daemon answered with an error (HTTP ${status}).`);
}

/**
 * Returns Retry-After in seconds where there is one, else the window that the body names ("30 per 1 minute"), else a
 * minute.
 */
function limitWaitMs(response: Response, text: string): number {
	return Math.min(LONGEST_WAIT_MS, toldWaitMs(response, text));
}

function toldWaitMs(response: Response, text: string): number {
	const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
	if (seconds > 0) return seconds * 1000;
	const named = /per (\d+) (second|minute|hour)/.exec(text);
	const unitMs = { second: 1_000, minute: 60_000, hour: 3_600_000 };
	return named ? Number(named[1]) * unitMs[named[2] as keyof typeof unitMs] : LIMIT_WINDOW_MS;
}

/**
 * NaN and Infinity are not JSON, but a daemon written in Python may send them: they become null and invalidate only their
 * metric.
 */
function parseJson(text: string): Result<unknown> {
	try {
		return ok(JSON.parse(text));
	} catch {
		try {
			return ok(JSON.parse(text.replace(/(?<=[[,:]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g, 'null')));
		} catch {
			return err('daemon-malformed', 'The answer is not JSON.');
		}
	}
}
