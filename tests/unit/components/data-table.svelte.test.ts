import { afterEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { comeAlive } from '#components/common/alive.ts';
import DataTable from '#components/common/DataTable.svelte';
import type { Column } from '#core/table.ts';

const ROWS = Array.from({ length: 90 }, (_, index) => `ppweb${String(index).padStart(3, '0')}`);
const COLUMNS: readonly Column<string>[] = [
	{ id: 'server', title: 'Server', text: (row) => row, order: (row) => row }
];
const props = {
	caption: 'Servers',
	columns: COLUMNS,
	rows: ROWS,
	key: (row: string) => row,
	sort: { column: 'server', order: 'ascending' },
	onsort: () => {}
} as const;

const rowsOf = (container: HTMLElement) => container.querySelectorAll('tr[data-row]').length;
const heightOf = (container: HTMLElement) => container.querySelector('table')?.offsetHeight ?? 0;

afterEach(() => vi.restoreAllMocks());

/** Frames that come when the test says so. */
function heldFrames() {
	const waiting: FrameRequestCallback[] = [];
	vi.spyOn(window, 'requestAnimationFrame').mockImplementation((next) => waiting.push(next));
	return () => {
		for (const next of waiting.splice(0)) next(0);
	};
}

test('a table that a page comes with has all its rows at once', async () => {
	heldFrames();
	const { container } = await render(DataTable<string>, props);
	expect(rowsOf(container)).toBe(ROWS.length);
});

test('of a view that is switched to, a table begins with what is in sight, grows by frames, and keeps its height', async () => {
	const frame = heldFrames();
	comeAlive();
	const { container } = await render(DataTable<string>, props);
	const first = rowsOf(container);
	expect(first).toBeGreaterThan(0);
	expect(first).toBeLessThan(ROWS.length);
	const height = heightOf(container);
	frame();
	// The frame that paints the first rows is left to them.
	await expect.poll(() => rowsOf(container)).toBe(first);
	frame();
	await expect.poll(() => rowsOf(container)).toBeGreaterThan(first);
	await expect
		.poll(() => {
			frame();
			return rowsOf(container);
		})
		.toBe(ROWS.length);
	await expect.poll(() => Math.abs(heightOf(container) - height)).toBeLessThanOrEqual(1);
});
