import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import TimeAxis from '#components/next-hours/TimeAxis.svelte';
import '../../../src/lib/styles/tokens.css';

/** The edges of what is read at each label, in px; an hour without words has none. */
function edges(label: Element): { from: number; to: number }[] {
	const range = document.createRange();
	range.selectNodeContents(label);
	const { left: from, right: to } = range.getBoundingClientRect();
	return to > from ? [{ from, to }] : [];
}

test.each([240, 300, 344, 440, 460, 700, 1200])(
	'on an axis of %i px no label touches the next, and now is among them',
	async (width) => {
		const at = Date.UTC(2026, 0, 1, 20);
		const { container } = await render(TimeAxis, {
			moment: { stepMinutes: 5, at, zone: 'viewer' }
		});
		container.style.width = `${width}px`;
		await expect.poll(() => container.querySelector('.axis')?.clientWidth).toBe(width);
		const labels = [...container.querySelectorAll('span')].flatMap(edges);
		for (const [index, { from }] of labels.entries())
			expect(from).toBeGreaterThan((labels[index - 1]?.to ?? -Infinity) + 5);
		expect(container.querySelector('.now')?.getBoundingClientRect().width).toBeGreaterThan(0);
	}
);
