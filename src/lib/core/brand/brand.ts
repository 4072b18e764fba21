import * as z from 'zod/mini';

const colour = z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/, 'expected a colour such as #D71E28'));

/** What a brand may change: its words and a few colours. Level colours are fixed, so that red means one thing. */
export const brandSchema = z.object({
	name: z.string().check(z.minLength(1), z.maxLength(40)),
	colours: z.object({
		/** Background of the header and of the active tab's mark. */
		primary: colour,
		/** Text on the primary colour. */
		onPrimary: colour,
		/** Thin lines and small accents beside the primary colour. */
		secondary: colour,
		/** Background and text of the page in the light theme. */
		ground: colour,
		text: colour
	}),
	/** A `data:` picture, or a path on Fleetcast's own host. Without it the name is shown as text. */
	logo: z.optional(
		z.string().check(z.regex(/^(\/(?!\/)|data:image\/)/, 'expected a data:image URL or a path'))
	)
});
export type Brand = z.infer<typeof brandSchema>;

export const BRANDS: Readonly<Record<'wells-fargo' | 'fleetcast', Brand>> = {
	'wells-fargo': {
		name: 'Wells Fargo',
		colours: {
			primary: '#D71E28',
			onPrimary: '#FFFFFF',
			secondary: '#FFCD41',
			ground: '#FFFFFF',
			text: '#333333'
		}
	},
	fleetcast: {
		name: 'Fleetcast',
		colours: {
			primary: '#1F4E79',
			onPrimary: '#FFFFFF',
			secondary: '#7FB7E6',
			ground: '#FFFFFF',
			text: '#1E2A35'
		}
	}
};
