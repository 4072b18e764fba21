import type { Page } from '@playwright/test';

/** Waits for two frames of the page: then what watches its own size has drawn itself anew. */
export const frames = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<void>((resolve) =>
				requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
			)
	);
