import { expect, test } from 'vitest';
import { movedTo } from '#view-models/frame/moved-views.ts';

const HOST = 'http://host';

test.each([
	['/?sort=server', '/overview?sort=server'],
	['/?at=2026-01-15T09:30:00.000Z&filter=db', '/overview?at=2026-01-15T09:30:00.000Z&filter=db'],
	['/next', '/'],
	['/next?chance=50&profile=Web+API', '/?chance=50&profile=Web+API']
])('%s of an earlier version leads to %s, below any base path', (before, after) => {
	for (const base of ['', '/fleet', '/a/b']) {
		const moved = movedTo(new URL(before, HOST));
		expect(moved).toBeDefined();
		expect(new URL(moved ?? '', HOST + base + before).href).toBe(new URL(base + after, HOST).href);
	}
});

test.each(['/', '/?at=2026-01-15T09:30:00.000Z', '/?chance=50', '/overview?sort=server', '/nexts'])(
	'%s is where it was',
	(address) => {
		expect(movedTo(new URL(address, HOST))).toBeUndefined();
	}
);
