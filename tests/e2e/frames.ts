import type { Page } from '@playwright/test';

/** Waits for two frames of the page: then what watches its own size has drawn itself anew. */
export const frames = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<void>((resolve) =>
				requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
			)
	);

/** Moves the page's animations on by `ms`: they have a clock of their own. */
export const passAnimations = (page: Page, ms: number) =>
	page.evaluate((passedMs) => {
		for (const each of document.getAnimations())
			each.currentTime = Number(each.currentTime) + passedMs;
	}, ms);
