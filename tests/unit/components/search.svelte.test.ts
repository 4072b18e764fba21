import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import SearchBox from '#components/frame/SearchBox.svelte';
import type { RiskState } from '#core/topics/states.ts';

const RISK: RiskState = {
	ppdb001: { score: 91.5, level: 'critical', profile: 'Database' },
	ppdb002: { score: 12, level: 'healthy', profile: 'Database' },
	ppweb001: { score: 64.5, level: 'warning', profile: 'Web API' }
};

async function search(risk: RiskState | undefined = RISK) {
	const onopen = vi.fn();
	const onlooking = vi.fn();
	const screen = await render(SearchBox, {
		risk,
		action: '/server',
		parameter: 'name',
		onopen,
		onlooking
	});
	return { screen, onopen, onlooking, field: screen.getByRole('combobox') };
}

test.each(['/', '{Control>}k{/Control}'])('%s leads to the search from anywhere', async (keys) => {
	const { field } = await search();
	await expect.element(field).not.toHaveFocus();
	await userEvent.keyboard(keys);
	await expect.element(field).toHaveFocus();
	await expect.element(field).toHaveValue('');
});

test('/ leads to the search from a radio button or a tick box too, and not from where it can be typed', async () => {
	const { field } = await search();
	for (const type of ['radio', 'checkbox', 'range', 'text']) {
		const input = document.createElement('input');
		input.type = type;
		document.body.append(input);
		input.focus();
		await userEvent.keyboard('/');
		if (type === 'text') await expect.element(field).not.toHaveFocus();
		else await expect.element(field).toHaveFocus();
		input.remove();
	}
});

test('names are asked for only while one looks for them', async () => {
	const { field, onlooking } = await search();
	expect(onlooking).not.toHaveBeenCalled();
	await field.click();
	expect(onlooking).toHaveBeenLastCalledWith(true);
	await userEvent.tab();
	expect(onlooking).toHaveBeenLastCalledWith(false);
});

test('the arrows choose, Enter opens, and the field is empty for the next time', async () => {
	const { screen, field, onopen } = await search();
	await userEvent.keyboard('/');
	await userEvent.keyboard('ppdb');
	const options = screen.getByRole('option');
	await expect.element(options.nth(0)).toHaveAttribute('aria-selected', 'true');
	await userEvent.keyboard('{ArrowDown}');
	await expect.element(options.nth(1)).toHaveAttribute('aria-selected', 'true');
	const active = field.element().getAttribute('aria-activedescendant');
	expect(options.nth(1).element().id).toBe(active);
	await userEvent.keyboard('{Enter}');
	expect(onopen).toHaveBeenCalledExactlyOnceWith('/server?name=ppdb002');
	await expect.element(field).toHaveValue('');
	await expect.element(field).toHaveAttribute('aria-expanded', 'false');
});

test('the last choice leads round to the first', async () => {
	const { screen } = await search();
	await userEvent.keyboard('/');
	await userEvent.keyboard('{ArrowUp}');
	await expect.element(screen.getByRole('option').nth(2)).toHaveAttribute('aria-selected', 'true');
});

test('a press on a name opens it', async () => {
	const { screen, onopen, field } = await search();
	await field.click();
	await screen.getByRole('option', { name: /ppweb001/ }).click();
	expect(onopen).toHaveBeenCalledExactlyOnceWith('/server?name=ppweb001');
});

test('Escape closes the list and keeps what was typed', async () => {
	const { screen, field } = await search();
	await userEvent.keyboard('/');
	await userEvent.keyboard('web{Escape}');
	await expect.element(field).toHaveValue('web');
	expect(screen.getByRole('option').elements()).toHaveLength(0);
});

test('no match, and names that have not arrived, are both described in words', async () => {
	const { screen } = await search();
	await userEvent.keyboard('/');
	await userEvent.keyboard('zzz');
	await expect.element(screen.getByText(/No server or view is named “zzz”/)).toBeVisible();
	await screen.rerender({ risk: undefined });
	await expect.element(screen.getByText(/Waiting for the names/)).toBeVisible();
});

test('views are found too, listed as such before the servers, and opened by Enter', async () => {
	const { screen, onopen } = await search({
		...RISK,
		heat01: { score: 1, level: 'healthy', profile: 'Database' }
	});
	await userEvent.keyboard('{Control>}k{/Control}');
	await userEvent.keyboard('heat');
	const options = screen.getByRole('option');
	await expect.element(options.nth(0)).toMatchTextContent(/Heatmap\s*View · Fleet/);
	await expect.element(options.nth(1)).toMatchTextContent(/heat01/);
	await userEvent.keyboard('{Enter}');
	expect(onopen).toHaveBeenCalledExactlyOnceWith('/heatmap');
});

test('a view is found before the names of the servers have arrived', async () => {
	const { screen, onopen } = await search(undefined);
	await screen.rerender({ risk: undefined });
	await userEvent.keyboard('/');
	await userEvent.keyboard('drift{Enter}');
	expect(onopen).toHaveBeenCalledExactlyOnceWith('/drift');
});
