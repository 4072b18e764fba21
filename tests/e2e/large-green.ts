import type { Page } from '@playwright/test';

/** Letters from this size, and areas from this many square pixels, are read across a room or at a glance. */
const LARGE = { letterPx: 20, areaPx: 500 };

/** Returns everything large on the page that has the colour of health, as `<tag class> text`. */
export function largeGreen(page: Page): Promise<readonly string[]> {
	return page.evaluate(({ letterPx, areaPx }) => {
		const computed = getComputedStyle(document.documentElement);
		const probe = document.body.appendChild(document.createElement('i'));
		const greens = new Set(
			['--level-healthy', '--ink-healthy'].map((token) => {
				probe.style.color = computed.getPropertyValue(token);
				return getComputedStyle(probe).color;
			})
		);
		probe.remove();
		const ownText = (element: Element) =>
			[...element.childNodes].some(
				(node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()
			);
		return [...document.body.querySelectorAll('*')]
			.filter((element) => element.checkVisibility({ visibilityProperty: true }))
			.filter((element) => {
				const style = getComputedStyle(element);
				const { width, height } = element.getBoundingClientRect();
				if (ownText(element) && greens.has(style.color))
					return Number.parseFloat(style.fontSize) >= letterPx;
				if (width * height < areaPx) return false;
				const painted =
					element instanceof SVGGeometryElement
						? [style.fill, style.stroke]
						: [
								style.backgroundColor,
								...(['Top', 'Right', 'Bottom', 'Left'] as const)
									.filter((side) => Number.parseFloat(style[`border${side}Width`]) > 0)
									.map((side) => style[`border${side}Color`])
							];
				return painted.some((colour) => greens.has(colour));
			})
			.map(
				(element) =>
					`<${element.tagName} ${element.getAttribute('class') ?? ''}> ${(element.textContent ?? '').slice(0, 40)}`
			);
	}, LARGE);
}
