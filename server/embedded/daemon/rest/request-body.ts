import type { IncomingMessage } from 'node:http';

/** The body as text, or undefined as soon as it is larger than `maxBytes`. Rejects when the sender breaks off. */
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
