import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import WallAlerts from '#components/wall/WallAlerts.svelte';
import WallFoot from '#components/wall/WallFoot.svelte';
import WallServers from '#components/wall/WallServers.svelte';
import { SUMMARY } from './sample.ts';

const critical = (server: string, score: number) => ({
	server,
	score,
	level: 'critical' as const,
	profile: 'Web API'
});

test('alerts that have not arrived are waited for; "none" is shown only when there are none', async () => {
	const screen = await render(WallAlerts, { alerts: undefined, known: true });
	await expect.element(screen.getByText('Waiting for alerts')).toBeVisible();
	await screen.rerender({ alerts: {} });
	await expect
		.element(screen.getByText(/no metric is over its limit, or forecast to cross/i))
		.toBeVisible();
	await screen.rerender({ known: false });
	await expect.element(screen.getByText('Too few data yet to forecast alerts')).toBeVisible();
});

test('of more critical servers than fit, the first ones are shown as given and the others counted', async () => {
	const servers = ['late', 'b', 'c', 'd', 'e'].map((name, index) => critical(name, 80 + index));
	const screen = await render(WallServers, { servers, metrics: undefined, size: 'large' });
	const rows = screen.container.querySelectorAll('li');
	expect(rows).toHaveLength(4);
	expect(rows[0]?.textContent).toMatch(/late/);
	expect(rows[3]?.textContent).toMatch(/and 2 more servers/);
	expect(rows[0]?.textContent).toMatch(/not reported/);
});

test.each(['usual', 'large'] as const)(
	'a score of 100.0 keeps clear of the name (%s)',
	async (size) => {
		const servers = [critical('ppweb001', 100)];
		const screen = await render(WallServers, { servers, metrics: undefined, size });
		// A font whose every character is as wide as its widest digit.
		screen.container.style.fontFamily = 'monospace';
		const score = screen.getByText('100.0').element();
		expect(score.scrollWidth).toBeLessThanOrEqual(score.clientWidth);
		const name = screen.getByText('ppweb001').element();
		expect(score.getBoundingClientRect().right).toBeLessThan(name.getBoundingClientRect().left);
	}
);

test('a profile that is too long ends in an ellipsis, and is not cut within a letter', async () => {
	const servers = [{ ...critical('ppcon01', 100), profile: 'Conductor Management' }];
	const screen = await render(WallServers, { servers, metrics: undefined });
	screen.container.style.inlineSize = '44rem';
	const profile = screen.getByText('Conductor Management', { exact: true }).element();
	expect(profile.clientWidth).toBeLessThan(profile.scrollWidth);
	expect(getComputedStyle(profile).textOverflow).toBe('ellipsis');
	const who = profile.closest('.who')?.getBoundingClientRect();
	expect(profile.getBoundingClientRect().right).toBeLessThanOrEqual((who?.right ?? NaN) + 0.5);
});

test('the foot names the four highest, counts the others, and keeps its remarks in sight', async () => {
	const names = Array.from({ length: 20 }, (_, index) => `a-rather-long-server-name-${index}`);
	const highest = Object.fromEntries(
		names.map((name, index) => [name, critical(name, 99 - index / 10)])
	);
	const summary = { ...SUMMARY, counts: { ...SUMMARY.counts, critical: 31 }, highest };
	const remark = 'Screen may sleep: needs HTTPS';
	const screen = await render(WallFoot, { summary, remarks: [remark] });
	await expect.element(screen.getByText('31 servers critical:')).toBeVisible();
	await expect.element(screen.getByText('and 27 more')).toBeVisible();
	const shown = screen.getByText(remark).element();
	expect(shown.scrollWidth).toBeLessThanOrEqual(shown.clientWidth);
	expect(shown.getBoundingClientRect().right).toBeLessThanOrEqual(innerWidth);
});
