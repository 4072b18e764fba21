import { afterEach, expect, test } from 'vitest';
import { keepFocus } from '#components/frame/keep-focus.ts';

let stop: (() => void) | undefined;
afterEach(() => {
	stop?.();
	document.body.replaceChildren();
});

function listOf(...names: readonly string[]): HTMLElement {
	const list = document.createElement('ul');
	for (const name of names) {
		const item = document.createElement('li');
		const link = document.createElement('a');
		link.href = `#${name}`;
		link.textContent = name;
		item.append(link);
		list.append(item);
	}
	document.body.append(list);
	stop = keepFocus(list);
	return list;
}
const focused = () => document.activeElement?.textContent;

test('a link keeps the focus when its row moves, as rows do when their order changes', async () => {
	const list = listOf('web01', 'web02', 'web03');
	list.querySelectorAll('a')[2]?.focus();
	list.prepend(...[...list.children].slice(2));
	await expect.poll(focused).toBe('web03');
});

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

test('what the reader has left by pointing elsewhere is not focused again', async () => {
	const list = listOf('web01', 'web02');
	const second = list.querySelectorAll('a')[1];
	second?.focus();
	document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
	second?.blur();
	list.prepend(...[...list.children].slice(1));
	await nextFrame();
	expect(document.activeElement).toBe(document.body);
});

test('the focus stays where the reader has gone since', async () => {
	const list = listOf('web01', 'web02', 'web03');
	const [first, second] = list.querySelectorAll('a');
	first?.focus();
	second?.focus();
	list.append(...[...list.children].slice(0, 1));
	await nextFrame();
	expect(focused()).toBe('web02');
});
