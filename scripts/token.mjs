/**
 * `npm run token -- NAME ROLE`: makes an access token. It is shown once, on its own line; only its hash is kept,
 * in the entry for ACCESS_TOKENS.
 */
import { ROLES } from '../server/identity.ts';
import { entryOf, newToken } from '../server/settings/access-token.ts';

const [name = '', role = ''] = process.argv.slice(2);
const token = newToken();
const entry = entryOf(name, role, token);
if (entry) {
	console.log(`Token, for ${name} alone, shown this once:\n${token}\n`);
	console.log(`Entry for ACCESS_TOKENS, apart from others by a comma:\n${entry}`);
} else {
	console.error(`Usage: npm run token -- NAME ${ROLES.join('|')}`);
	console.error('NAME: 1 to 64 letters, digits and . _ @ -');
	process.exitCode = 1;
}
