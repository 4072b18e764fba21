import { describe, expect, test } from 'vitest';
import { ok, type ProblemKind, type Result } from '#core/protocol/problem.ts';
import { ReadingQueue } from '../../../server/history/reading-queue.ts';

const hour = { range: '1h' };
const anHour = (until: number) => ({ ...hour, until });
const refusal = (kind: ProblemKind): unknown =>
	expect.objectContaining({
		ok: false,
		problem: expect.objectContaining({ kind }) as unknown
	});

/** What was asked of the thread, in order, each answered with its number. */
function drain(queue: ReadingQueue): string[] {
	const names: string[] = [];
	for (let next = queue.next(); next; next = queue.next()) {
		next.settle(ok(names.length));
		names.push(next.name);
	}
	return names;
}

describe('questions that wait', () => {
	test('are asked in order, and answered', async () => {
		const queue = new ReadingQueue();
		const answers = [queue.add('summary', hour), queue.add('servers', hour)];
		expect(drain(queue)).toEqual(['summary', 'servers']);
		expect(await Promise.all(answers)).toEqual([ok(0), ok(1)]);
	});

	test('and are the same are asked once, but for one that is being answered', async () => {
		const queue = new ReadingQueue();
		const early = queue.add('summary', hour);
		const running = queue.next();
		const later = [queue.add('summary', hour), queue.add('summary', hour)];
		running?.settle(ok('old'));
		expect(drain(queue)).toEqual(['summary']);
		expect(await early).toEqual(ok('old'));
		expect(await Promise.all(later)).toEqual([ok(0), ok(0)]);
	});

	test('that nobody waits for are dropped; one that another caller waits for is asked', async () => {
		const queue = new ReadingQueue();
		const [gone, shared] = [new AbortController(), new AbortController()];
		const answers = [
			queue.add('summary', hour, { signal: gone.signal }),
			queue.add('servers', hour, { signal: shared.signal }),
			queue.add('servers', hour)
		];
		gone.abort();
		shared.abort();
		const late = queue.add('environment', hour, { signal: gone.signal });
		expect(drain(queue)).toEqual(['servers']);
		const unwanted = refusal('query-cancelled');
		expect(await Promise.all(answers)).toEqual([unwanted, unwanted, ok(0)]);
		expect(await late).toEqual(unwanted);
	});

	test('leave places for replays, which take turns with them', async () => {
		const queue = new ReadingQueue();
		const answers: Promise<Result<unknown>>[] = [];
		for (let until = 0; until < 65; until++) answers.push(queue.add('servers', anHour(until)));
		expect(await answers.at(-1)).toEqual(refusal('history-busy'));
		for (let id = 0; id < 3; id++) void queue.add('steps', { id, count: 40 });
		const asked = drain(queue);
		expect(asked.slice(0, 6)).toEqual(['steps', 'servers', 'steps', 'servers', 'steps', 'servers']);
		expect(asked).toHaveLength(67);
	});

	test('of one asker never take every place', async () => {
		const queue = new ReadingQueue();
		const asking = { asker: '10.0.0.1' };
		const mine = Array.from({ length: 40 }, (_, until) =>
			queue.add('servers', anHour(until), asking)
		);
		expect(await mine.at(-1)).toEqual(refusal('history-busy'));
		// What waits already takes no further place.
		const again = queue.add('servers', anHour(0), asking);
		const other = queue.add('summary', hour, { asker: '10.0.0.2' });
		expect(drain(queue)).toHaveLength(33);
		expect(await Promise.all([again, other])).toEqual([ok(0), ok(32)]);
	});

	test('are all answered when the thread ends', async () => {
		const queue = new ReadingQueue();
		const answers = [queue.add('summary', hour), queue.add('moment', { at: 0 })];
		queue.settleAll(ok('over'));
		expect(await Promise.all(answers)).toEqual([ok('over'), ok('over')]);
		expect(queue.next()).toBeUndefined();
	});
});
