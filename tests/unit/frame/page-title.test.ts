import { expect, test } from 'vitest';
import { pageTitle } from '#view-models/frame/page-title.ts';

const live = { kind: 'live' } as const;
const counts = { total: 100, critical: 0, warning: 0, attention: 0 };

test('a tab tells how many servers are worst, and of a calm fleet only which view it is', () => {
	expect(pageTitle('Overview', counts, live, false)).toBe('Overview – Fleetcast');
	expect(pageTitle('Overview', { ...counts, critical: 11, attention: 30 }, live, false)).toBe(
		'11 critical – Overview – Fleetcast'
	);
	expect(pageTitle('Heatmap', { ...counts, attention: 2 }, live, false)).toBe(
		'2 need attention – Heatmap – Fleetcast'
	);
	expect(pageTitle(undefined, { ...counts, warming: 1 }, live, false)).toBe('Fleetcast');
});

test('a tab whose data are old says that, and one of the past says nothing of the fleet', () => {
	const critical = { ...counts, critical: 1, attention: 1 };
	const stale = { kind: 'stale', cause: 'offline' } as const;
	expect(pageTitle('Overview', critical, stale, false)).toBe('Stale – Overview – Fleetcast');
	expect(pageTitle('Overview', critical, live, true)).toBe('Overview – Fleetcast');
});
