import * as z from 'zod/mini';
import { PALETTES, THEMES, type Palette, type Theme } from '#view-models/frame/theme.ts';
import { remember, remembered } from './storage.ts';

/** static/display.js reads the same key, to set the theme before the first paint. */
const KEY = 'fleetcast.display';
const displaySchema = z.object({
	theme: z.catch(z.enum(THEMES), 'system'),
	palette: z.catch(z.enum(PALETTES), 'standard')
});

/** The display preferences of this browser, applied to the document. */
export class Preferences {
	#theme = $state<Theme>('system');
	#palette = $state<Palette>('standard');

	constructor() {
		const display = remembered(KEY, displaySchema);
		if (display) {
			this.#theme = display.theme;
			this.#palette = display.palette;
		}
	}

	get theme(): Theme {
		return this.#theme;
	}

	set theme(theme: Theme) {
		this.#theme = theme;
		this.#keep();
	}

	get palette(): Palette {
		return this.#palette;
	}

	set palette(palette: Palette) {
		this.#palette = palette;
		this.#keep();
	}

	#keep(): void {
		remember(KEY, { theme: this.#theme, palette: this.#palette });
		if (typeof document === 'undefined') return;
		mark('theme', this.#theme, 'system');
		mark('palette', this.#palette, 'standard');
	}
}

/** The default sets no attribute: then the style sheet's own rules apply. */
function mark(name: 'theme' | 'palette', choice: string, usual: string): void {
	if (choice === usual) document.documentElement.removeAttribute(`data-${name}`);
	else document.documentElement.setAttribute(`data-${name}`, choice);
}
