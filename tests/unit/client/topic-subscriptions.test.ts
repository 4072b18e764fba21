import { expect, test } from 'vitest';
import { TopicSubscriptions } from '#client/topic-subscriptions.ts';

test('what is wanted is what is shown and what is followed, each topic once', () => {
	const subscriptions = new TopicSubscriptions();
	subscriptions.show(['summary', 'risk']);
	subscriptions.follow('risk');
	subscriptions.follow('alerts');
	expect(subscriptions.topics).toEqual(['alerts', 'risk', 'summary']);
	expect([subscriptions.has('risk'), subscriptions.has('metrics')]).toEqual([true, false]);
});

test('a topic that two follow is wanted until both have given it up', () => {
	const subscriptions = new TopicSubscriptions();
	const releases = [subscriptions.follow('risk'), subscriptions.follow('risk')];
	releases[0]?.();
	releases[0]?.();
	expect(subscriptions.topics).toEqual(['risk']);
	releases[1]?.();
	expect(subscriptions.topics).toEqual([]);
});

test('another view takes nothing from those who follow', () => {
	const subscriptions = new TopicSubscriptions();
	subscriptions.show(['summary']);
	subscriptions.follow('summary');
	subscriptions.show(['metrics']);
	expect(subscriptions.topics).toEqual(['metrics', 'summary']);
});
