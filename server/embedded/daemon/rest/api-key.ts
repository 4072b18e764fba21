import { createHash, timingSafeEqual } from 'node:crypto';

/** Returns whether a request may pass: always, if no key is configured. */
export type KeyCheck = (given: string | undefined) => boolean;

/** Compares digests of the trimmed keys, so that the time taken reveals neither content nor length. */
export function createKeyCheck(configured: string | undefined): KeyCheck {
	const key = configured?.trim();
	if (!key) return () => true;
	const expected = digest(key);
	return (given) => timingSafeEqual(digest(given?.trim() ?? ''), expected);
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
