import type { Page } from '@playwright/test';

/** From now on the page counts by how much what it shows jumped; answers how to ask for that score. */
export async function countShifts(page: Page): Promise<() => Promise<number>> {
	await page.addInitScript(() => {
		const told = { shifted: 0 };
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries())
				told.shifted += (entry as unknown as { value: number }).value;
		}).observe({ type: 'layout-shift', buffered: true });
		Object.assign(globalThis, { told });
	});
	return () =>
		page.evaluate(() => (globalThis as unknown as { told: { shifted: number } }).told.shifted);
}
