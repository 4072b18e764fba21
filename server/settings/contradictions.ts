import { isLoopback } from './network.ts';
import type { Values } from './values.ts';

/** A rule between settings: its sentence when it is broken. */
interface Rule {
	readonly of: readonly (keyof Values)[];
	isBroken(values: Values): boolean;
	readonly fault: string;
}

const trusting = ({ TRUST_USER_HEADER }: Values) => TRUST_USER_HEADER !== '';
const guarded = (values: Values) => trusting(values) || values.ACCESS_TOKENS.length > 0;

const RULES: readonly Rule[] = [
	{
		of: ['LEVEL_CRITICAL', 'LEVEL_WARNING', 'LEVEL_DEGRADED'],
		isBroken: ({ LEVEL_CRITICAL, LEVEL_WARNING, LEVEL_DEGRADED }) =>
			!(LEVEL_CRITICAL > LEVEL_WARNING && LEVEL_WARNING > LEVEL_DEGRADED && LEVEL_DEGRADED > 0),
		fault: 'LEVEL_CRITICAL, LEVEL_WARNING, LEVEL_DEGRADED: expected each below the one before'
	},
	{
		of: ['TRUST_USER_HEADER', 'TRUSTED_PROXIES'],
		isBroken: (values) => trusting(values) && !values.TRUSTED_PROXIES.length,
		fault: 'TRUST_USER_HEADER: needs TRUSTED_PROXIES, or anybody could send that header'
	},
	{
		of: ['ACCESS', 'ACCESS_TOKENS', 'TRUST_USER_HEADER', 'HOST'],
		isBroken: (values) => values.ACCESS !== 'open' && !guarded(values) && !isLoopback(values.HOST),
		fault:
			'HOST: beyond loopback Fleetcast needs ACCESS_TOKENS, or TRUST_USER_HEADER with TRUSTED_PROXIES, or ACCESS=open'
	},
	{
		of: ['ACCESS', 'ACCESS_TOKENS', 'TRUST_USER_HEADER'],
		isBroken: (values) => values.ACCESS === 'open' && guarded(values),
		fault: 'ACCESS: open contradicts ACCESS_TOKENS and TRUST_USER_HEADER'
	},
	{
		of: ['ACCESS_TOKENS'],
		isBroken: ({ ACCESS_TOKENS }) =>
			new Set(ACCESS_TOKENS.map(({ name }) => name)).size < ACCESS_TOKENS.length,
		fault: 'ACCESS_TOKENS: expected each name once, so that one token can be revoked'
	}
];

/** Returns the sentences of all broken rules whose settings are all readable. */
export function contradictionsIn(values: Values, readable: ReadonlySet<string>): string[] {
	return RULES.filter(
		({ of, isBroken }) => of.every((name) => readable.has(name)) && isBroken(values)
	).map(({ fault }) => fault);
}
