import type { Page } from '@playwright/test';

/** Waits for two frames of the page, after which everything that observes its own size has redrawn. */
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
