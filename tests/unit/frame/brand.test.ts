import { expect, test } from 'vitest';
import { brandSchema } from '#core/brand/brand.ts';
import { logoAddress } from '#view-models/brand/logo.ts';

const COLOURS = {
	primary: '#112233',
	onPrimary: '#FFFFFF',
	secondary: '#445566',
	ground: '#FFFFFF',
	text: '#000000'
};
const PICTURE = 'data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E';
const read = (logo?: string) =>
	brandSchema.safeParse(JSON.parse(JSON.stringify({ name: 'Acme', colours: COLOURS, logo })));

test('a brand’s file holds its logo as a picture or as a path on this host, or has none', () => {
	for (const logo of [undefined, PICTURE, '/acme/logo.png'])
		expect(read(logo).data?.logo).toBe(logo);
});

test.each([
	'https://elsewhere/logo.png',
	'//elsewhere/logo.png',
	'javascript:alert(1)',
	'data:text/html,x',
	''
])('%j is no logo', (logo) => {
	expect(read(logo).success).toBe(false);
});

test('a path stands below the address that Fleetcast is at, a picture needs none', () => {
	expect(logoAddress('/logo.png', '/')).toBe('/logo.png');
	expect(logoAddress('/logo.png', '/noc/fleet/')).toBe('/noc/fleet/logo.png');
	expect(logoAddress('/logo.png', '/noc')).toBe('/noc/logo.png');
	expect(logoAddress('/logo.png', './')).toBe('./logo.png');
	expect(logoAddress(PICTURE, '/noc/')).toBe(PICTURE);
});
