import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a request may pass: always when no key is configured. */
export type KeyCheck = (given: string | undefined) => boolean;

/** Keys are compared after trimming, by their digests, so that neither content nor length shows in the time taken. */
export function createKeyCheck(configured: string | undefined): KeyCheck {
	const key = configured?.trim();
	if (!key) return () => true;
	const expected = digest(key);
	return (given) => timingSafeEqual(digest(given?.trim() ?? ''), expected);
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
