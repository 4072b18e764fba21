import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { TOKEN_COOKIE } from '#core/token-cookie.ts';
import type { Config } from './config.ts';
import type { Identity } from './identity.ts';
import { hashToken } from './settings/access-token.ts';
import { bareAddress, createAddressList, isLoopback } from './settings/network.ts';

/** The parts of a request that access depends on. */
interface AccessRequest {
	readonly headers: IncomingHttpHeaders;
	/** The address at the other end of the connection: the proxy's, if there is one. */
	readonly remoteAddress: string | undefined;
}

export interface Access {
	/**
	 * Returns the user by a separate token, a bearer header, the cookie or a trusted proxy; undefined for an unknown one.
	 */
	identify(asking: AccessRequest, token?: string): Identity | undefined;
	/** Whether a page of this origin may send requests with this Host header. */
	originAllowed(origin: string | undefined, host: string | undefined): boolean;
	/** Whether this Host header is one of our names. */
	hostAllowed(host: string | undefined): boolean;
	/** Returns the cookie that signs a browser in, for a known token. */
	signIn(token: string): { name: string; value: string } | undefined;
	/** Whether forwarded headers from this address are trusted. */
	trusts(remoteAddress: string | undefined): boolean;
	/** Returns the client's own address: the nearest forwarded one that is not a trusted proxy's. */
	clientAddress(asking: AccessRequest): string | undefined;
	/** Whether the client's own connection is encrypted, as a trusted proxy reports it. */
	isSecure(asking: AccessRequest): boolean;
}

export type AccessSettings = Pick<
	Config,
	'host' | 'accessOpen' | 'tokens' | 'trustUserHeader' | 'trustedProxies' | 'trustRole' | 'origins'
>;

/** The single access rule for pages, sockets, API and metrics. */
export function createAccess(settings: AccessSettings): Access {
	const { tokens, trustUserHeader } = settings;
	const guarded = tokens.length > 0 || trustUserHeader !== undefined;
	const open = settings.accessOpen || (!guarded && isLoopback(settings.host));
	const everyone: Identity = { name: 'local', role: 'operator' };
	const isProxy = createAddressList(settings.trustedProxies);
	const origins = new Set(settings.origins);
	const originHosts = new Set(settings.origins.map((origin) => new URL(origin).host));

	function holder(token: string): Identity | undefined {
		const hash = Buffer.from(hashToken(token), 'hex');
		// Every entry is compared, each in constant time, so that the duration reveals nothing.
		const [known] = tokens.filter(({ sha256 }) =>
			timingSafeEqual(hash, Buffer.from(sha256, 'hex'))
		);
		return known && { name: known.name, role: known.role };
	}

	function trusts(remoteAddress: string | undefined): boolean {
		return remoteAddress !== undefined && isProxy(remoteAddress);
	}

	function proxyUser({ headers, remoteAddress }: AccessRequest): Identity | undefined {
		if (!trustUserHeader || !trusts(remoteAddress)) return undefined;
		const name = headers[trustUserHeader];
		if (typeof name !== 'string' || !name.trim()) return undefined;
		return { name: name.trim().slice(0, 100), role: settings.trustRole };
	}

	/**
	 * DNS rebinding: a foreign page can point its own name at this machine. Without tokens, only names known to be ours are
	 * answered.
	 */
	function isOwnHost(host: string): boolean {
		const { host: full, hostname } = URL.parse(`http://${host}`) ?? { host: '', hostname: '' };
		return isLoopback(hostname) || originHosts.has(full);
	}

	/** Only needed with open access on loopback: elsewhere a foreign name has no token. */
	function hostAllowed(host: string | undefined): boolean {
		const bound = !guarded && !settings.accessOpen;
		return !bound || host === undefined || isOwnHost(host);
	}

	return {
		trusts,
		hostAllowed,
		identify(asking, token) {
			if (open) return everyone;
			const given = token ?? bearerOf(asking.headers);
			// A browser may hold one cookie for pages and another for frames, of which one is outdated.
			const candidates = given === undefined ? cookiesOf(asking.headers) : [given];
			const known = candidates.map(holder).find((identity) => identity !== undefined);
			return known ?? proxyUser(asking);
		},
		originAllowed(origin, host) {
			if (!hostAllowed(host)) return false;
			// Browsers always send the origin where it matters; other programs have none.
			if (origin === undefined || origins.has(origin)) return true;
			const page = URL.parse(origin);
			if (!page || host === undefined) return false;
			return page.host !== '' && page.host === URL.parse(`${page.protocol}//${host}`)?.host;
		},
		signIn: (token) => (holder(token) ? { name: TOKEN_COOKIE, value: token } : undefined),
		clientAddress({ headers, remoteAddress }) {
			if (!trusts(remoteAddress)) return remoteAddress;
			return hopsOf(headers).findLast((hop) => !isProxy(hop)) ?? remoteAddress;
		},
		isSecure({ headers, remoteAddress }) {
			if (!trusts(remoteAddress)) return false;
			const schemes = listOf(headers['x-forwarded-proto']);
			const hops = hopsOf(headers);
			// One scheme per hop: the client's own. Otherwise the first, which the outermost proxy saw.
			const asker = hops.findLastIndex((hop) => !isProxy(hop));
			const own = schemes.length === hops.length ? schemes[asker] : undefined;
			return (own ?? schemes[0])?.toLowerCase() === 'https';
		}
	};
}

function bearerOf({ authorization }: IncomingHttpHeaders): string | undefined {
	return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

function cookiesOf({ cookie }: IncomingHttpHeaders): string[] {
	const prefix = `${TOKEN_COOKIE}=`;
	return (cookie?.split(';') ?? [])
		.map((pair) => pair.trim())
		.filter((pair) => pair.startsWith(prefix) && pair.length > prefix.length)
		.map((pair) => decoded(pair.slice(prefix.length)));
}

/** Undoes Kit's encoding; a value that was never encoded is returned unchanged. */
function decoded(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}

/** Splits a header that each proxy appends to. */
function listOf(header: string | string[] | undefined): string[] {
	return String(header ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
}

function hopsOf(headers: IncomingHttpHeaders): string[] {
	return listOf(headers['x-forwarded-for']).map(bareAddress);
}
