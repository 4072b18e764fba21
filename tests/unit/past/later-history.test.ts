import { expect, test } from 'vitest';
import { err } from '#core/protocol/problem.ts';
import { noHistory, type History } from '../../../server/history/history.ts';
import { openLater } from '../../../server/past/later-history.ts';

/** A history that tells what it was asked and handed. */
function talkative(told: string[]): History {
	return {
		...noHistory(),
		ask(name) {
			told.push(name);
			return Promise.resolve(err('history-absent', 'empty'));
		},
		state: () => ({ keeping: true }),
		close() {
			told.push('close');
			return Promise.resolve();
		}
	};
}

test('before it is opened, pages are refused at once, others wait, and the reason is told', async () => {
	const told: string[] = [];
	const history = openLater(() => talkative(told), 'the past comes first');
	expect(history.state()).toEqual({ keeping: false, reason: 'the past comes first' });
	const page = await history.forPages.ask('summary', { range: '1h' });
	expect(page).toMatchObject({ problem: { kind: 'history-busy' } });
	const waiting = history.ask('moment', { at: 0 });
	expect(told).toEqual([]);
	history.open();
	expect(await waiting).toMatchObject({ problem: { kind: 'history-absent' } });
	await history.forPages.ask('environment', { range: '1h' });
	expect(told).toEqual(['moment', 'environment']);
	expect(history.state()).toEqual({ keeping: true });
});

test('closed before it is opened, it stays closed, and who waits is refused', async () => {
	const told: string[] = [];
	const history = openLater(() => talkative(told), 'the past comes first');
	const waiting = history.ask('moment', { at: 0 });
	await history.close();
	history.open();
	expect(await waiting).toMatchObject({ problem: { kind: 'history-busy' } });
	expect(told).toEqual([]);
	expect(history.state()).toMatchObject({ keeping: false });
});
