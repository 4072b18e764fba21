import { AbortError, FetchError, type Response } from 'node-fetch';

/** The initial buffer: an answer of twenty servers. */
const LEAST_BYTES = 1 << 20;

/**
 * Reads bodies into a buffer that is reused for the next answer. Allocating some megabytes anew each tick fragments the
 * heap, and the allocator does not return the holes.
 */
export class BodyReader {
	/** The free buffer, as large as the largest answer so far. */
	#spare: Buffer | undefined;

	/**
	 * Reads the whole body and returns what `use` makes of it. The bytes are overwritten by the next answer: `use` must not
	 * keep them.
	 * @throws FetchError of the type `max-size` as soon as more than `maxBytes` have arrived, and of the type `system` when
	 * the body breaks off
	 */
	async read<Value>(
		response: Response,
		maxBytes: number,
		use: (bytes: Buffer) => Value
	): Promise<Value> {
		let buffer = this.#spare ?? Buffer.allocUnsafeSlow(LEAST_BYTES);
		this.#spare = undefined;
		try {
			let length = 0;
			for await (const part of response.body as AsyncIterable<Buffer>) {
				if (length + part.length > maxBytes)
					throw new FetchError('The answer is larger than the limit.', 'max-size');
				if (length + part.length > buffer.length) buffer = grown(buffer, length + part.length);
				length += part.copy(buffer, length);
			}
			return use(buffer.subarray(0, length));
		} catch (error) {
			throw asFetchError(error);
		} finally {
			this.#giveBack(buffer);
		}
	}

	/** Of two buffers in use at a time the larger one is kept. */
	#giveBack(buffer: Buffer): void {
		if (buffer.length >= (this.#spare?.length ?? 0)) this.#spare = buffer;
	}
}

/** Wraps a stream's error as node-fetch does. */
function asFetchError(error: unknown): unknown {
	const passedOn = error instanceof FetchError || error instanceof AbortError;
	if (passedOn || !isSystemError(error)) return error;
	return new FetchError('The answer broke off.', 'system', error);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & Record<string, unknown> {
	return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function grown(buffer: Buffer, least: number): Buffer {
	const larger = Buffer.allocUnsafeSlow(Math.max(least, buffer.length * 2));
	buffer.copy(larger);
	return larger;
}
