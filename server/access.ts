import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { TOKEN_COOKIE } from '#core/token-cookie.ts';
import type { Config } from './config.ts';
import type { Identity } from './identity.ts';
import { hashToken } from './settings/access-token.ts';
import { bareAddress, createAddressList, isLoopback } from './settings/network.ts';

/** A request as far as access is concerned. */
export interface AccessRequest {
	readonly headers: IncomingHttpHeaders;
	/** The address at the other end of the connection: a proxy's, where there is one. */
	readonly remoteAddress: string | undefined;
}

export interface Access {
	/** Who asks, by a token given apart, a bearer header, the cookie or a trusted proxy; undefined: nobody known. */
	identify(asking: AccessRequest, token?: string): Identity | undefined;
	/** Whether a page of this origin may ask, at this Host header. */
	originAllowed(origin: string | undefined, host: string | undefined): boolean;
	/** Whether this Host header is a name of ours. */
	hostAllowed(host: string | undefined): boolean;
	/** The cookie that signs a browser in, for a token that is known. */
	signIn(token: string): { name: string; value: string } | undefined;
	/** Whether forwarded headers from this address are believed. */
	trusts(remoteAddress: string | undefined): boolean;
	/** The asker's own address: the nearest forwarded one that is not a trusted proxy's. */
	clientAddress(asking: AccessRequest): string | undefined;
	/** Whether the asker's own connection is encrypted, as a trusted proxy says. */
	isSecure(asking: AccessRequest): boolean;
}

export type AccessSettings = Pick<
	Config,
	'host' | 'accessOpen' | 'tokens' | 'trustUserHeader' | 'trustedProxies' | 'trustRole' | 'origins'
>;

/** One rule for pages, sockets, API and metrics. */
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
		// Every entry is compared, each in constant time: how long it takes tells nothing.
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

	/** A page elsewhere can point its own name at this machine: without tokens, only names known to be ours are answered. */
	function isOwnHost(host: string): boolean {
		const { host: full, hostname } = URL.parse(`http://${host}`) ?? { host: '', hostname: '' };
		return isLoopback(hostname) || originHosts.has(full);
	}

	/** Only the fully open loopback case needs it: elsewhere a foreign name brings no token along. */
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
			// A browser may hold one cookie for pages and another for frames, of which one is out of date.
			const candidates = given === undefined ? cookiesOf(asking.headers) : [given];
			const known = candidates.map(holder).find((identity) => identity !== undefined);
			return known ?? proxyUser(asking);
		},
		originAllowed(origin, host) {
			if (!hostAllowed(host)) return false;
			// Browsers always name the origin where it matters; other programs have none.
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
			// One scheme for each hop: the asker's own. Else the first, which is what the outermost proxy saw.
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

/** As it was before Kit encoded it; what was never encoded stays as it is. */
function decoded(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}

/** The parts of a header that each proxy adds to. */
function listOf(header: string | string[] | undefined): string[] {
	return String(header ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
}

function hopsOf(headers: IncomingHttpHeaders): string[] {
	return listOf(headers['x-forwarded-for']).map(bareAddress);
}
