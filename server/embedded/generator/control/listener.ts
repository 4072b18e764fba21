import type { IncomingMessage, RequestListener } from 'node:http';
import type { ControlAnswer } from './routes.ts';

/** The largest body of a control call, in bytes. */
const MAX_BODY_BYTES = 64 * 1024;

export type AnswerControl = (
	method: string,
	path: string,
	body: string
) => ControlAnswer | Promise<ControlAnswer>;

/** Turns HTTP requests into control calls; an exception becomes a 500 and is reported. */
export function createControlListener(
	answer: AnswerControl,
	onFault: (error: unknown) => void
): RequestListener {
	return (request, response) => {
		respond(request, answer)
			.catch((error: unknown) => {
				onFault(error);
				return { status: 500, body: { detail: 'Internal Server Error' } };
			})
			.then(({ status, body }) => {
				const text = JSON.stringify(body);
				response.writeHead(status, {
					'content-type': 'application/json',
					'content-length': Buffer.byteLength(text),
					...(status === 413 ? { connection: 'close' } : {})
				});
				response.end(text);
			})
			.catch(onFault);
	};
}

async function respond(request: IncomingMessage, answer: AnswerControl): Promise<ControlAnswer> {
	const { method = 'GET', url = '/', headers } = request;
	// A page of any site can post to a port of this machine; browsers mark such requests, and they are refused.
	if (method === 'POST' && headers.origin !== undefined) {
		return { status: 403, body: { detail: 'Requests from web pages are not accepted' } };
	}
	const body = method === 'POST' ? await readText(request) : '';
	if (body === undefined) {
		return { status: 413, body: { detail: `Body larger than ${MAX_BODY_BYTES} bytes` } };
	}
	const [path = '/'] = url.split('?');
	return answer(method, path, body);
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > MAX_BODY_BYTES) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
