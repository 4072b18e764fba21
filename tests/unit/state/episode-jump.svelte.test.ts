import { expect, test } from 'vitest';
import type { LevelEvent } from '#core/history/events.ts';
import { readNextEventQuestion } from '#view-models/history/query-string.ts';
import { ok, err } from '#core/protocol/problem.ts';
import { EpisodeJump } from '#state/episode-jump.svelte.ts';

const BEGIN = Date.UTC(2026, 0, 5, 12);
const event: LevelEvent = {
	id: 3,
	at: BEGIN + 20_250,
	server: 'db1',
	profile: 'Database',
	kind: 'escalated',
	score: 90
};

test('the history is asked for the change next to the very moment that is shown', async () => {
	const asked: unknown[] = [];
	const jump = new EpisodeJump((query) => {
		asked.push(readNextEventQuestion(new URLSearchParams(query)));
		return Promise.resolve(Response.json(ok({ event })));
	});
	expect(await jump.find('before', BEGIN + 50_125)).toBe(event.at);
	expect(await jump.find('after', BEGIN)).toBe(event.at);
	expect(asked).toEqual([
		ok({ at: BEGIN + 50_125, direction: 'before' }),
		ok({ at: BEGIN, direction: 'after' })
	]);
	expect(jump.note).toBe('');
});

test('where there is none it says so, and where nothing can be had it says why', async () => {
	const none = new EpisodeJump(() => Promise.resolve(Response.json(ok({}))));
	expect(await none.find('before', BEGIN)).toBeUndefined();
	expect(none.note).toBe('No change of level before this is kept.');
	const broken = new EpisodeJump(() =>
		Promise.resolve(Response.json(err('history-broken', 'The history could not be read.')))
	);
	expect(await broken.find('after', BEGIN)).toBeUndefined();
	expect(broken.note).toBe('The history could not be read.');
	const other = new EpisodeJump(() => Promise.resolve(Response.json({ events: [] })));
	expect(await other.find('after', BEGIN)).toBeUndefined();
	expect(other.note).toBe('The answer is malformed.');
	const gone = new EpisodeJump(() => Promise.reject(new Error('no network')));
	expect(await gone.find('after', BEGIN)).toBeUndefined();
	expect(gone.note).toBe('Fleetcast does not answer.');
});
