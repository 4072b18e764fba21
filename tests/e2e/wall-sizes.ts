import { expect, type Page } from '@playwright/test';
import { frames } from './frames.ts';

/** What of a wall is too small for five metres, and what of it is cut or leaves the screen. */
function measure() {
	const textOf = (element: Element) =>
		[...element.childNodes].some(
			(node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()
		);
	const shown = [...document.querySelectorAll('.wall *')].filter(
		(element) =>
			textOf(element) && !element.closest('.visually-hidden, [aria-hidden], title, .unloaded')
	);
	const px = (element: Element) => parseFloat(getComputedStyle(element).fontSize);
	const clips = (element: Element) => getComputedStyle(element).overflow !== 'visible';
	/** Cut off by itself, as with an ellipsis, or by an element around it. */
	const isCut = (element: Element) => {
		const { top, bottom, left, right } = element.getBoundingClientRect();
		const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
		if (clips(element) && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1))
			return true;
		for (let around = element.parentElement; around; around = around.parentElement) {
			if (!clips(around)) continue;
			const room = around.getBoundingClientRect();
			if (bottom > room.bottom + 1 || right > room.right + 1) return true;
			if (top < room.top - 1 || left < room.left - 1) return true;
			if (around.matches('.wall')) break;
		}
		return false;
	};
	const { scrollWidth, scrollHeight } = document.documentElement;
	const canvases = [...document.querySelectorAll('.wall canvas')];
	return {
		least: Math.min(...shown.map(px)),
		heading: px(document.querySelector('h1') as Element),
		figure: Math.min(...[...document.querySelectorAll('.figure .value, .score')].map(px)),
		over: [scrollWidth - innerWidth, scrollHeight - innerHeight],
		cut: [...shown, ...canvases].filter(isCut).map((element) => element.outerHTML.slice(0, 80))
	};
}

/** At 1080p: key figures of 96 px, headings of 48, nothing under 28, and nothing cut; on larger screens as much more. */
export async function expectReadable(page: Page, factor: number): Promise<void> {
	await frames(page);
	const sizes = await page.evaluate(measure);
	expect(sizes.cut).toEqual([]);
	expect(sizes.over).toEqual([0, 0]);
	expect(sizes.least).toBeGreaterThanOrEqual(28 * factor);
	expect(sizes.heading).toBeGreaterThanOrEqual(48 * factor);
	expect(sizes.figure).toBeGreaterThanOrEqual(96 * factor);
}
