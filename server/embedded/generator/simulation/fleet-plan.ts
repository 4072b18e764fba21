import { PROFILE_TRAITS, PROFILES, type Profile } from './profiles.ts';

/** One server of each profile. */
export const MIN_SERVERS = PROFILES.length;
export const MAX_SERVERS = 1_000;

/** Generic servers beyond these become ML servers, as in the fleets that this one models. */
const MAX_GENERIC = 10;

/**
 * Returns how many servers of each profile a fleet of `size` has: at least one each; the remainder of rounding goes to
 * web.
 */
export function profileCounts(size: number): Record<Profile, number> {
	if (!Number.isInteger(size) || size < MIN_SERVERS || size > MAX_SERVERS) {
		throw new RangeError(`a fleet has ${MIN_SERVERS}–${MAX_SERVERS} servers, not ${size}`);
	}
	const count = (profile: Profile) => Math.max(1, Math.floor(size * PROFILE_TRAITS[profile].share));
	const surplus = Math.max(0, count('generic') - MAX_GENERIC);
	const counts: Record<Profile, number> = {
		web_api: 0,
		ml_compute: count('ml_compute') + surplus,
		database: count('database'),
		data_ingest: count('data_ingest'),
		risk_analytics: count('risk_analytics'),
		generic: count('generic') - surplus,
		conductor_mgmt: count('conductor_mgmt')
	};
	const others = Object.values(counts).reduce((sum, each) => sum + each, 0);
	return { ...counts, web_api: size - others };
}

/** @param wholeNumber from 1 within the profile */
export function serverName(profile: Profile, wholeNumber: number): string {
	const { namePrefix, nameDigits } = PROFILE_TRAITS[profile];
	return namePrefix + String(wholeNumber).padStart(nameDigits, '0');
}
