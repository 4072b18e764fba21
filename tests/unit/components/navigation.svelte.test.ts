import { beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { createRawSnippet } from 'svelte';
import { page, userEvent } from 'vitest/browser';
import type { Address } from '#components/common/address.ts';
import GroupNav from '#components/frame/GroupNav.svelte';
import KeysDialog from '#components/frame/KeysDialog.svelte';
import type { NavGroup } from '#components/frame/nav-group.ts';
import ViewMenu from '#components/frame/ViewMenu.svelte';
import ViewTabs from '#components/frame/ViewTabs.svelte';
import '../../../src/lib/styles/base.css';
import '../../../src/lib/styles/tokens.css';

beforeEach(() => page.viewport(1280, 800));

const link = (id: string, title: string) => ({ id, title, href: `#${id}` as Address });
const FLEET: NavGroup = {
	id: 'fleet',
	title: 'Fleet',
	views: [link('overview', 'Overview'), link('heatmap', 'Heatmap')]
};
const HISTORY: NavGroup = { id: 'history', title: 'History', views: [link('history', 'History')] };
const GROUPS = [FLEET, HISTORY];

test('the group that holds the view is marked, and as the page where its link leads to the view', async () => {
	const screen = await render(GroupNav, { groups: GROUPS, group: 'fleet', view: 'heatmap' });
	const fleet = screen.getByRole('link', { name: 'Fleet' });
	await expect.element(fleet).toHaveAttribute('aria-current', 'true');
	await expect.element(fleet).toHaveAttribute('href', '#overview');
	await screen.rerender({ view: 'overview' });
	await expect.element(fleet).toHaveAttribute('aria-current', 'page');
	await expect
		.element(screen.getByRole('link', { name: 'History' }))
		.not.toHaveAttribute('aria-current');
});

test('the second row has the views of the group, and the same height with one, many or none', async () => {
	const screen = await render(ViewTabs, { group: FLEET, view: 'heatmap' });
	const height = () => screen.container.querySelector('nav')?.getBoundingClientRect().height;
	await expect
		.element(screen.getByRole('link', { name: 'Heatmap' }))
		.toHaveAttribute('aria-current', 'page');
	await expect.element(screen.getByRole('navigation', { name: 'Views of Fleet' })).toBeVisible();
	const before = height();
	await screen.rerender({ group: HISTORY, view: 'history' });
	expect(height()).toBe(before);
	await screen.rerender({ group: undefined, view: undefined });
	expect(height()).toBe(before);
});

test('the menu has every view by its group, and closes once one is opened', async () => {
	const screen = await render(ViewMenu, {
		groups: GROUPS,
		view: 'heatmap',
		children: createRawSnippet(() => ({ render: () => '<p>Theme</p>' }))
	});
	const theme = screen.getByText('Theme');
	await expect.element(theme).not.toBeVisible();
	await userEvent.tab();
	await userEvent.keyboard('{Enter}');
	await expect.element(theme).toBeVisible();
	await expect
		.element(screen.getByRole('list', { name: 'Fleet' }).getByRole('link', { name: 'Heatmap' }))
		.toHaveAttribute('aria-current', 'page');
	await screen.getByRole('link', { name: 'Overview' }).click();
	await expect.element(theme).not.toBeVisible();
	await userEvent.keyboard('{Enter}');
	await userEvent.keyboard('{Escape}');
	await expect.element(theme).not.toBeVisible();
});

test('the keys are told in a dialog of its own, closed by its button and by Escape', async () => {
	const onclose = vi.fn();
	const screen = await render(KeysDialog, { onclose });
	const dialog = screen.getByRole('dialog', { name: 'Keys' });
	await expect.element(dialog).toBeVisible();
	await expect.element(dialog).toMatchTextContent(/Find a server or a view/);
	await screen.getByRole('button', { name: 'Close' }).click();
	expect(onclose).toHaveBeenCalledOnce();
	await userEvent.keyboard('{Escape}');
	await expect.poll(() => onclose.mock.calls.length).toBe(2);
});
