import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '../identity.ts';

/** A stored token: its user, its role, and a hash that does not reveal it. */
export interface AccessToken {
	readonly name: string;
	readonly role: Role;
	/** Hexadecimal. */
	readonly sha256: string;
}

const ENTRY = /^([\w.@-]{1,64}):(viewer|operator):([0-9a-f]{64})$/;

/** Reads `name:role:sha256`. */
export function parseAccessToken(entry: string): AccessToken | undefined {
	const [, name, role, sha256] = ENTRY.exec(entry) ?? [];
	if (!name || !role || !sha256) return undefined;
	return { name, role: role === 'operator' ? 'operator' : 'viewer', sha256 };
}

/**
 * One SHA-256: a token is 256 random bits, so there is no dictionary to try and a slow hash would gain nothing; and it is
 * checked with every request.
 */
export function hashToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** Returns a random token of 256 bits. */
export function newToken(): string {
	return randomBytes(32).toString('base64url');
}

/** Returns the entry of ACCESS_TOKENS for a token; undefined for an invalid name or role. */
export function entryOf(name: string, role: string, token: string): string | undefined {
	const entry = `${name}:${role}:${hashToken(token)}`;
	return parseAccessToken(entry) && entry;
}
