import { expect, test } from 'vitest';
import { done, refused } from '#core/protocol/problem.ts';
import { EpisodeJump } from '#state/episode-jump.svelte.ts';

const MINUTE_MS = 60_000;
const BEGIN = Date.UTC(2026, 0, 5, 12);
/** Changes of level at these minutes. */
const CHANGES = [10, 20, 200].map((minute) => BEGIN + minute * MINUTE_MS);

/** As the history answers: newest first, before the minute of `until`, within the range. */
function answering(query: string): Promise<Response> {
	const asked = new URLSearchParams(query);
	const until = Math.floor(Date.parse(asked.get('until') ?? '') / MINUTE_MS) * MINUTE_MS;
	const hours = { '1h': 1, '8h': 8, '1d': 24 }[asked.get('range') ?? ''] ?? 0;
	const from = until - hours * 60 * MINUTE_MS;
	const events = CHANGES.filter((at) => at >= from && at < until)
		.reverse()
		.slice(0, Number(asked.get('limit')))
		.map((at, id) => ({
			id,
			at,
			server: 'db1',
			profile: 'Database',
			kind: 'escalated',
			score: 90
		}));
	const window = { from, to: until, stepMs: MINUTE_MS };
	return Promise.resolve(Response.json(done({ window, total: events.length, events })));
}

test('the change before and the change after a moment are found, however far they are', async () => {
	const jump = new EpisodeJump(answering);
	const at = (minute: number) => BEGIN + minute * MINUTE_MS;
	expect(await jump.find('before', at(15))).toBe(at(10));
	expect(await jump.find('before', at(20))).toBe(at(10));
	expect(await jump.find('after', at(10))).toBe(at(20));
	expect(await jump.find('after', at(20))).toBe(at(200));
	expect(jump.note).toBe('');
});

test('where there is none it says so, and where nothing can be had it says why', async () => {
	const jump = new EpisodeJump(answering);
	expect(await jump.find('before', BEGIN)).toBeUndefined();
	expect(jump.note).toBe('No change of level before this is kept.');
	const broken = new EpisodeJump(() =>
		Promise.resolve(Response.json(refused('history-broken', 'The history could not be read.')))
	);
	expect(await broken.find('after', BEGIN)).toBeUndefined();
	expect(broken.note).toBe('The history could not be read.');
	const gone = new EpisodeJump(() => Promise.reject(new Error('no network')));
	expect(await gone.find('after', BEGIN)).toBeUndefined();
	expect(gone.note).toBe('Fleetcast does not answer.');
});
