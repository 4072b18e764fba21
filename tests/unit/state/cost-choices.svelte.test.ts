import { beforeEach, expect, test } from 'vitest';
import { CostChoices } from '#state/cost-choices.svelte.ts';

beforeEach(() => localStorage.clear());

test('what was put in is there on the next visit, until it is given up', () => {
	const choices = new CostChoices();
	choices.change({ hours: 4 });
	choices.change({ currency: 'EUR' });
	const later = new CostChoices();
	expect(later.given).toEqual({});
	later.recall();
	expect(later.given).toEqual({ hours: 4, currency: 'EUR' });
	later.forget();
	const last = new CostChoices();
	last.recall();
	expect(last.given).toEqual({});
});

test.for(['', '{', '7', '{"hours":0}', '{"currency":"gold"}', '{"costPerHour":"much"}'])(
	'a browser that remembers %j begins with the usual',
	(stored) => {
		localStorage.setItem('fleetcast.cost', stored);
		const choices = new CostChoices();
		choices.recall();
		expect(choices.given).toEqual({});
	}
);
