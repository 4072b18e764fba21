import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the font that the pages bring along has its licence beside it, word for word', () => {
	const ours = readFileSync('static/licences/ibm-plex-sans.txt', 'utf8');
	expect(ours).toContain('SIL OPEN FONT LICENSE Version 1.1');
	expect(ours).toBe(
		readFileSync('node_modules/@fontsource-variable/ibm-plex-sans/LICENSE', 'utf8')
	);
});
