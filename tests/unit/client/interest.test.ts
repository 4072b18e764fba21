import { expect, test } from 'vitest';
import { Interest } from '#client/interest.ts';

test('what is wanted is what is shown and what is followed, each topic once', () => {
	const interest = new Interest();
	interest.show(['summary', 'risk']);
	interest.follow('risk');
	interest.follow('alerts');
	expect(interest.topics).toEqual(['alerts', 'risk', 'summary']);
	expect([interest.has('risk'), interest.has('metrics')]).toEqual([true, false]);
});

test('a topic that two follow is wanted until both have given it up', () => {
	const interest = new Interest();
	const releases = [interest.follow('risk'), interest.follow('risk')];
	releases[0]?.();
	releases[0]?.();
	expect(interest.topics).toEqual(['risk']);
	releases[1]?.();
	expect(interest.topics).toEqual([]);
});

test('another view takes nothing from those who follow', () => {
	const interest = new Interest();
	interest.show(['summary']);
	interest.follow('summary');
	interest.show(['metrics']);
	expect(interest.topics).toEqual(['metrics', 'summary']);
});
