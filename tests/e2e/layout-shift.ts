import type { Page } from '@playwright/test';

/** From now on the page counts by how much what it shows jumped; answers how to ask for that score. */
export async function countShifts(page: Page): Promise<() => Promise<number>> {
	page.on('console', (m) => { if (m.text().startsWith('SHIFT')) console.log(m.text()); });
	await page.addInitScript(() => {
		const told = { shifted: 0 };
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries())
{ told.shifted += (entry as unknown as { value: number }).value; console.log('SHIFT', (entry as any).value.toFixed(4), (entry as any).sources.map((q: any) => (q.node?.outerHTML ?? q.node?.textContent ?? '?').slice(0, 90) + JSON.stringify([q.previousRect.x, q.previousRect.y, q.previousRect.width, q.previousRect.height]) + '->' + JSON.stringify([q.currentRect.x, q.currentRect.y, q.currentRect.width, q.currentRect.height])).join('\n   ')); }
		}).observe({ type: 'layout-shift', buffered: true });
		Object.assign(globalThis, { told });
	});
	return () =>
		page.evaluate(() => (globalThis as unknown as { told: { shifted: number } }).told.shifted);
}
