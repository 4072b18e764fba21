import { afterEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { markHydrated } from '#components/common/hydrated.ts';
import DataTable from '#components/common/DataTable.svelte';
import type { Column } from '#view-models/table.ts';

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
	markHydrated();
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

test('a long table draws what is in sight, and other rows as it is scrolled, each with its place among all', async () => {
	const rows = Array.from({ length: 1_000 }, (_, index) => `db${String(index).padStart(4, '0')}`);
	const { container } = await render(DataTable<string>, { ...props, rows });
	const scroller = container.querySelector<HTMLElement>('.scroll');
	const shown = () =>
		[...container.querySelectorAll('tr[data-row]')].map((row) => ({
			name: row.querySelector('th')?.textContent?.trim(),
			place: Number(row.getAttribute('aria-rowindex'))
		}));
	expect(container.querySelector('table')?.getAttribute('aria-rowcount')).toBe('1001');
	await expect.poll(() => shown()[0]).toEqual({ name: 'db0000', place: 2 });
	await expect.poll(() => shown().length).toBeLessThan(150);
	const height = scroller?.scrollHeight ?? 0;
	scroller?.scrollTo({ top: height / 2 });
	await expect.poll(() => shown().some(({ name }) => name === 'db0500')).toBe(true);
	for (const { name, place } of shown()) expect(rows[place - 2]).toBe(name);
	expect(shown().length).toBeLessThan(150);
	scroller?.scrollTo({ top: height });
	await expect.poll(() => shown().at(-1)).toEqual({ name: 'db0999', place: 1_001 });
	expect(Math.abs((scroller?.scrollHeight ?? 0) - height)).toBeLessThanOrEqual(2);
});
