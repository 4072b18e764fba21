import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong with a page, as rules and the elements that break them.
 *
 * Every rule runs; what is left out is the report on elements that pass, and the second page that axe opens to merge the
 * frames of other origins, of which we have none. With them axe takes about twice as long.
 */
export async function axeFaults(page: Page) {
	const { violations } = await new AxeBuilder({ page })
		.options({ resultTypes: ['violations'] })
		.withTags(TAGS)
		.setLegacyMode()
		.analyze();
	return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
