import { AbortError, FetchError } from 'node-fetch';
import { err, type Result } from '#core/protocol/problem.ts';

/** Returns why the daemon did not answer, in our own words: an error's message can contain the address. */
export function failureOf(error: unknown): Result<never> {
	if (error instanceof AbortError || (error instanceof Error && error.name === 'TimeoutError'))
		return err('daemon-timeout', 'The daemon did not answer in time.');
	if (!(error instanceof FetchError))
		return err('internal-error', 'Fleetcast failed to send the request to the daemon.');
	if (error.type === 'max-size')
		return err('daemon-too-large', 'The answer is larger than the limit.');
	const code = error.code ?? '';
	if (/^Z_|^ERR__/.test(code))
		return err(
			'daemon-malformed',
			'The answer cannot be decoded: it is not in the content encoding that its header names.'
		);
	const cause = CAUSES[code] ?? (code.startsWith('ERR_SSL') ? NO_TLS : 'the connection failed');
	return err('daemon-unreachable', `The daemon cannot be reached: ${cause}.`);
}

const UNKNOWN_AUTHORITY =
	'its certificate is self-signed or of an authority that is not trusted here; DAEMON_CA_FILE names one that is';
const NO_TLS = 'it does not speak HTTPS, or not in a version that is safe; see DAEMON_URL';

const CAUSES: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was reset',
	ENOTFOUND: 'its name is unknown',
	EAI_AGAIN: 'its name could not be looked up',
	EHOSTUNREACH: 'there is no route to it',
	ENETUNREACH: 'there is no route to it',
	ETIMEDOUT: 'the connection timed out',
	EPROTO: NO_TLS,
	DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
	SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
	UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
	CERT_HAS_EXPIRED: 'its certificate has expired',
	CERT_NOT_YET_VALID: 'its certificate is not valid yet',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name'
};
