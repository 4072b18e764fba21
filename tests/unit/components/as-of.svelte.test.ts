import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import AsOf from '#components/common/AsOf.svelte';

const AT = Date.UTC(2026, 0, 1, 12);
const props = { what: 'drift', asOf: AT, now: AT + 95_000 } as const;

test('what is overdue says of when it is, and how old', async () => {
	const screen = await render(AsOf, props);
	const said = screen.getByText(/answer is overdue/);
	await expect
		.element(said)
		.toMatchTextContent(/^The daemon’s next answer is overdue: drift 1 min 35 s old, as of /);
	await expect.element(screen.getByTitle('2026-01-01 12:00:00 UTC')).toBeVisible();
	await screen.rerender({ now: AT + 96_000 });
	await expect.element(said).toMatchTextContent(/1 min 36 s old/);
});

test('a clock that was set back gives no age below nothing', async () => {
	const screen = await render(AsOf, { ...props, now: AT - 5_000 });
	expect(screen.container.textContent).not.toMatch(/ old\b|−/);
});

test('nothing stands where no answer is overdue', async () => {
	const screen = await render(AsOf, { ...props, asOf: undefined });
	expect(screen.container.textContent).toBe('');
});
