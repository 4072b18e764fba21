import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import SinceLooked from '#components/next-hours/SinceLooked.svelte';
import NextHoursView from '#components/next-hours/NextHoursView.svelte';
import type { MetricOutlook } from '#core/outlook/metric-outlook.ts';
import { packOutlook } from '#core/outlook/pack.ts';
import type { RiskState, ServerState } from '#core/topics/states.ts';

const RISING: MetricOutlook = {
	metric: 'iowait',
	crossings: { p90: 3, p50: 12 },
	chances: [0, 12, 30, 50, 55, 55, 55, 55, 55]
};
const OVER: MetricOutlook = {
	metric: 'memory',
	crossings: { p90: 0, p50: 0, p10: 0 },
	chances: [100, 90, 80, 70, 60, 50, 40, 30, 20],
	criticalAt: 0
};
const RISK: RiskState = {
	ppdb093: { score: 60, level: 'warning', profile: 'Database' },
	ppml004: { score: 90, level: 'critical', profile: 'ML Compute' }
};
const along = (servers: number, now: number) => ({
	servers,
	now,
	likely: { '1': now, '12': now + 1 },
	possible: { '1': now + 1 },
	likelyWithin: [now, now, now, now + 1, now + 1, now + 1, now + 1, now + 1, now + 1],
	possibleWithin: [now, now + 1, now + 1, now + 1, now + 1, now + 1, now + 1, now + 1, now + 1]
});
const FLEET = {
	all: along(2, 1),
	profiles: { Database: along(1, 0), 'ML Compute': along(1, 1) }
};
const onfilter = vi.fn();
const onlook = vi.fn();
const onahead = vi.fn();
const PROPS = {
	outlook: {
		ppdb093: packOutlook({ first: RISING }),
		ppml004: packOutlook({ first: OVER })
	} as Record<string, string>,
	outlookFleet: FLEET,
	risk: RISK,
	metrics: { ppdb093: { iowait: [18.5, 19] as [number, number] } },
	freshness: { kind: 'live' } as const,
	stepMinutes: 5,
	at: Date.UTC(2026, 0, 1, 4, 39),
	accuracy: undefined,
	placeWhatCame: undefined,
	ahead: 0,
	onahead,
	onlook,
	filter: { chance: 30 } as const,
	onfilter,
	serverHref: (server: string) => `/server?name=${encodeURIComponent(server)}` as Address
};

test('the sentence, the rows and the profiles say what breaks next, when and how likely', async () => {
	const screen = await render(NextHoursView, PROPS);
	const headline = screen.getByRole('heading', { level: 1 });
	await expect.element(headline).toMatchTextContent('Next to break: ppdb093, I/O wait over 20%');
	await expect.element(screen.getByText(/reaches 30% in 30 min, at \d\d:\d\d/)).toBeVisible();
	const next = screen.getByRole('row', { name: /ppdb093/ });
	await expect.element(next).toMatchTextContent(/in 30 min.*55%.*18\.5 → 20%/);
	const over = screen.getByRole('row', { name: /ppml004/ });
	await expect.element(over).toMatchTextContent(/critical.*over now.*70%.*– → 90%/);
	const profile = screen.getByRole('row', { name: /^Database/ });
	await expect.element(profile).toMatchTextContent(/1 likely, 1 possible/);
});

test('what is over now says since when', async () => {
	const overSince = { ppml004: { at: PROPS.at - 9 * 60_000 } };
	const screen = await render(NextHoursView, {
		...PROPS,
		outlookFleet: { ...FLEET, overSince }
	});
	await expect
		.element(screen.getByRole('row', { name: /ppml004/ }))
		.toMatchTextContent(/over for 9 min/);
	await expect.element(screen.getByTitle(/^over since \d\d:\d\d/)).toBeVisible();
});

test('a chance stands beside what was measured of such chances, or that nothing was', async () => {
	const sums = { count: 400, inside: 168, pinball: 1, error: 1, stayError: 1 };
	const screen = await render(NextHoursView, PROPS);
	await expect
		.element(screen.getByRole('row', { name: /ppdb093/ }))
		.toMatchTextContent(/not checked yet/);
	await screen.rerender({ accuracy: { scores: [{ metric: 'cpu_iowait_pct', step: 6, sums }] } });
	await expect.element(screen.getByRole('row', { name: /ppdb093/ })).toMatchTextContent(/held 42%/);
	await expect
		.element(screen.getByText(/Of 400 past forecasts 30 min ahead, 42% held/))
		.toBeVisible();
});

test('nothing is calm while servers have no forecast', async () => {
	const warming = { ...RISK['ppdb093'], warming: true } as RiskState[string];
	const screen = await render(NextHoursView, { ...PROPS, outlook: {}, risk: { ppdb093: warming } });
	await expect
		.element(screen.getByRole('heading', { level: 1 }))
		.toMatchTextContent('1 server has no forecast yet');
	await screen.rerender({ risk: RISK });
	await expect
		.element(screen.getByRole('heading', { level: 1 }))
		.toMatchTextContent('No server is about to be over a limit');
});

test('a higher chance and a profile are asked for by their controls', async () => {
	const screen = await render(NextHoursView, PROPS);
	await screen.getByRole('radio', { name: '50%' }).click({ force: true });
	expect(onfilter).toHaveBeenLastCalledWith({ chance: 50 });
	await screen.getByRole('combobox', { name: 'Profile' }).selectOptions('Database');
	expect(onfilter).toHaveBeenLastCalledWith({ chance: 30, profile: 'Database' });
	await screen.rerender({ filter: { chance: 30, profile: 'Database' } });
	await expect.element(screen.getByRole('row', { name: /ppml004/ })).not.toBeInTheDocument();
	await expect.element(screen.getByText('No server is over a limit now.')).toBeVisible();
});

test('before the forecasts have come it waits for them; a fleet without servers is empty', async () => {
	const screen = await render(NextHoursView, { ...PROPS, outlook: undefined });
	await expect.element(screen.getByText(/^Waiting for forecasts/i)).toBeVisible();
	await screen.rerender({ outlook: {}, risk: {} });
	await expect.element(screen.getByText('No servers')).toBeVisible();
});

test('a long group is folded, and opens', async () => {
	const names = Array.from({ length: 20 }, (_, index) => `ppdb${100 + index}`);
	const outlook = Object.fromEntries(names.map((name) => [name, packOutlook({ first: RISING })]));
	const screen = await render(NextHoursView, { ...PROPS, outlook });
	const rows = () => screen.container.querySelectorAll('tr[data-server]').length;
	expect(rows()).toBe(14);
	await screen.getByRole('button', { name: 'Show 6 more rows' }).click();
	await expect.poll(rows).toBe(20);
	await screen.getByRole('button', { name: 'Show fewer' }).click();
	await expect.poll(rows).toBe(14);
});

test('a row that is pointed at or has focus asks for its forecast, and shows it over the rows, not between them', async () => {
	const server: ServerState = {
		present: true,
		...RISK['ppdb093'],
		score: 60,
		level: 'warning',
		profile: 'Database',
		metrics: {
			cpu_iowait_pct: { now: 18.5, trend: 0, p10: [12, 11], p50: [16, 18], p90: [20, 26] }
		}
	};
	const screen = await render(NextHoursView, PROPS);
	const row = screen.getByRole('row', { name: /ppdb093/ });
	const height = () => screen.container.getBoundingClientRect().height;
	const before = height();
	await row.getByRole('link').element().focus();
	expect(onlook).toHaveBeenLastCalledWith('ppdb093');
	await screen.rerender({ peek: { server: 'ppdb093', state: undefined } });
	await expect.element(row.getByRole('status')).toMatchTextContent('Asking for the forecast');
	await screen.rerender({ peek: { server: 'ppdb093', state: server } });
	await expect
		.element(row.getByRole('status'))
		.toMatchTextContent(/in 10 min, at .*: p50 18\.0%, p10–p90 11\.0% to 26\.0%, limit 20%/);
	expect(height()).toBe(before);
	await screen.rerender({ peek: { server: 'another', state: server } });
	await expect.element(row.getByRole('status')).not.toBeInTheDocument();
});

test('what is no longer looked at, or is left by Escape, is not asked for', async () => {
	const screen = await render(NextHoursView, PROPS);
	const link = screen.getByRole('row', { name: /ppdb093/ }).getByRole('link');
	link.element().focus();
	expect(onlook).toHaveBeenLastCalledWith('ppdb093');
	await userEvent.keyboard('{Escape}');
	expect(onlook).toHaveBeenLastCalledWith(undefined);
	await screen.getByRole('row', { name: /ppml004/ }).hover();
	expect(onlook).toHaveBeenLastCalledWith('ppml004');
	await screen.getByRole('heading', { level: 1 }).hover();
	expect(onlook).toHaveBeenLastCalledWith(undefined);
});

test('the cursor is a slider in time: figures and chances are of its moment, and the address when it is left', async () => {
	const screen = await render(NextHoursView, PROPS);
	const slider = screen.getByRole('slider', { name: 'Moment looked at' });
	await expect
		.element(slider)
		.toHaveAttribute('aria-valuetext', expect.stringMatching(/^now: 1 likely and 1 possibly/));
	slider.element().focus();
	await userEvent.keyboard('{ArrowRight}');
	expect(onahead).toHaveBeenLastCalledWith(1);
	await screen.rerender({ ahead: 12 });
	await expect
		.element(slider)
		.toHaveAttribute(
			'aria-valuetext',
			expect.stringMatching(/^in 1 h, at \d\d:\d\d: 2 likely and 2 possibly over a limit$/)
		);
	await expect.element(screen.getByText(/^likely over at \d\d:\d\d$/)).toBeVisible();
	await expect.element(screen.getByText(/^possibly over at \d\d:\d\d$/)).toBeVisible();
	// Its chance at that moment, not the highest one.
	await expect.element(screen.getByRole('row', { name: /ppdb093/ })).toMatchTextContent(/50%/);
	await screen.getByRole('button', { name: 'Back to now' }).click();
	expect(onahead).toHaveBeenLastCalledWith(0);
});

test('a profile opens to its servers that are neither over nor next', async () => {
	const unlikely = { ...RISING, chances: [0, 11, 12, 12, 12, 12, 12, 12, 12] };
	const screen = await render(NextHoursView, {
		...PROPS,
		outlook: { ppdb093: packOutlook({ first: { ...unlikely, crossings: { p90: 3 } } }) }
	});
	await expect.element(screen.getByRole('row', { name: /ppdb093/ })).not.toBeInTheDocument();
	const band = screen.getByRole('button', { name: 'Database' });
	await band.click();
	await expect.element(screen.getByRole('row', { name: /ppdb093/ })).toMatchTextContent(/12%/);
	await band.click();
	await expect.element(screen.getByRole('row', { name: /ppdb093/ })).not.toBeInTheDocument();
});

test('what changed since the last look is told by kind, each server a link, and can be dismissed', async () => {
	const ondismiss = vi.fn();
	const servers = ['a', 'b', 'c', 'd', 'e', 'f'];
	const screen = await render(SinceLooked, {
		changes: {
			since: PROPS.at - 40 * 60_000,
			kinds: [
				{ kind: 'new', servers },
				{ kind: 'gone', servers: ['ppdb093'] }
			]
		},
		at: PROPS.at,
		serverHref: PROPS.serverHref,
		ondismiss
	});
	await expect
		.element(screen.getByRole('complementary', { name: 'Since you last looked' }))
		.toMatchTextContent(/40 min ago:.*new a, b, c, d and 2 more.*gone ppdb093/);
	await expect
		.element(screen.getByRole('link', { name: 'ppdb093' }))
		.toHaveAttribute('href', '/server?name=ppdb093');
	await screen.getByRole('button', { name: 'Dismiss' }).click();
	expect(ondismiss).toHaveBeenCalledOnce();
});
