import type { Page } from '@playwright/test';

/** Whether PICTURES asks for pictures. They are for people, no test looks at them, and those of a 4K screen take seconds. */
export const picturesWanted = !!process.env.PICTURES;

/** Leaves a picture of the page in `test-results`, if pictures are wanted. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
	if (picturesWanted) await page.screenshot({ path: `test-results/${name}.png`, fullPage });
}
