import type { Page } from '@playwright/test';

/** Opens a view from the menu, which has all of them on every screen. */
export async function openView(page: Page, title: string): Promise<void> {
	await page.getByRole('button', { name: 'Menu' }).click();
	await page
		.getByRole('navigation', { name: 'All views' })
		.getByRole('link', { name: title, exact: true })
		.click();
}
