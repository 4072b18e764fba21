import { createSubscriber } from 'svelte/reactivity';
import type { Level } from '#core/levels/levels.ts';

/** The colours and the type that charts draw with: those of the token sheet, as they are in force. */
export interface ChartPalette {
	readonly levels: Readonly<Record<Level, string>>;
	readonly text: string;
	readonly quiet: string;
	readonly line: string;
	readonly panel: string;
	readonly forecast: string;
	readonly font: string;
	/** One rem in pixels: type in a chart grows with the page's. */
	readonly rem: number;
}

/** Reading computed styles makes the browser lay out; they change seldom, and charts ask at every tick. */
let known: ChartPalette | undefined;

const subscribe = createSubscriber((update) => {
	const changed = () => {
		known = undefined;
		update();
	};
	const observer = new MutationObserver(changed);
	observer.observe(document.documentElement, {
		attributeFilter: ['data-theme', 'data-palette']
	});
	const dark = matchMedia('(prefers-color-scheme: dark)');
	dark.addEventListener('change', changed);
	// On large screens the page's type grows with the window.
	const resized = () => {
		if (known && remOf(getComputedStyle(document.documentElement)) !== known.rem) changed();
	};
	addEventListener('resize', resized);
	// A canvas that was drawn before the page's font came keeps the other one.
	document.fonts.addEventListener('loadingdone', changed);
	return () => {
		known = undefined;
		observer.disconnect();
		dark.removeEventListener('change', changed);
		removeEventListener('resize', resized);
		document.fonts.removeEventListener('loadingdone', changed);
	};
});

/** Read in an effect, it runs again when the theme or the palette changes. */
export function currentPalette(): ChartPalette {
	subscribe();
	known ??= readPalette();
	return known;
}

function readPalette(): ChartPalette {
	const style = getComputedStyle(document.documentElement);
	markTheme(style.colorScheme);
	const token = (name: string) => style.getPropertyValue(name).trim();
	return {
		levels: {
			critical: token('--level-critical'),
			warning: token('--level-warning'),
			degraded: token('--level-degraded'),
			healthy: token('--level-healthy')
		},
		text: token('--text'),
		quiet: token('--text-quiet'),
		line: token('--line'),
		panel: token('--panel'),
		forecast: token('--forecast'),
		font: token('--font') || 'sans-serif',
		rem: remOf(style)
	};
}

/** On paper, what was drawn by night is turned round. */
function markTheme(scheme: string): void {
	const dark = scheme.includes('light')
		? scheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches
		: scheme.includes('dark');
	document.documentElement.dataset.drawn = dark ? 'dark' : 'light';
}

function remOf({ fontSize }: CSSStyleDeclaration): number {
	return Number.parseFloat(fontSize) || 16;
}
