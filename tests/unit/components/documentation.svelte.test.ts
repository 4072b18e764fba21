import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import DocumentArticle from '#components/documentation/DocumentArticle.svelte';
import type { Block } from '#view-models/document/blocks.ts';
import '../../../src/lib/styles/tokens.css';
import '../../../src/lib/styles/base.css';

const COUNT = 400;
const blocks = Array.from({ length: COUNT }, (_, index): Block => ({
	kind: 'paragraph',
	children: [{ kind: 'text', text: `Paragraph ${index}` }]
}));
const links = { ids: [], addressOf: () => '/documentation' as Address };

test('a document is whole at once, for who goes to a place in it', async () => {
	const { container } = await render(DocumentArticle, { blocks, links });
	expect(container.querySelectorAll('p')).toHaveLength(COUNT);
});

test('a document shown from its top fills the screen first, and is whole soon', async () => {
	const counts: number[] = [];
	const host = document.createElement('div');
	document.body.append(host);
	const changes = new MutationObserver(() => counts.push(host.querySelectorAll('p').length));
	changes.observe(host, { childList: true, subtree: true });
	await render(DocumentArticle, { target: host, props: { blocks, links, fromTop: true } });
	await expect.poll(() => host.querySelectorAll('p').length).toBe(COUNT);
	changes.disconnect();
	expect(counts[0]).toBeLessThan(COUNT);
	const first = host.querySelectorAll('p')[(counts[0] ?? 0) - 1];
	expect(first?.getBoundingClientRect().bottom).toBeGreaterThanOrEqual(window.innerHeight - 36);
	expect(host.textContent.trim().startsWith('Paragraph 0')).toBe(true);
	host.remove();
});
