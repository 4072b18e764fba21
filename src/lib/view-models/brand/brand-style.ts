import type { Brand } from '#core/brand/brand.ts';

/** The brand's colours as custom properties for the style sheet. Each was validated as a colour. */
export function brandStyle({ colours }: Brand): string {
	return [
		':root {',
		`	--brand-primary: ${colours.primary};`,
		`	--brand-on-primary: ${colours.onPrimary};`,
		`	--brand-secondary: ${colours.secondary};`,
		`	--brand-ground: ${colours.ground};`,
		`	--brand-text: ${colours.text};`,
		'}',
		''
	].join('\n');
}
