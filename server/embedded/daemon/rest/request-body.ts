import type { IncomingMessage } from 'node:http';

/** Returns the body as text, or undefined as soon as it exceeds `maxBytes`. Rejects if the sender aborts. */
export async function readBody(
	request: IncomingMessage,
	maxBytes: number
): Promise<string | undefined> {
	if (Number(request.headers['content-length']) > maxBytes) return undefined;
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > maxBytes) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
