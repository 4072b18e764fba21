import { expect, test } from 'vitest';
import { mergeAlerts } from '../../../server/upstream/alerts.ts';

const ROW = {
	server: 'ppdb001',
	metric: 'cpu_user_pct',
	severity: 'critical',
	predicted_value: 97,
	threshold: 95,
	minutes_ahead: 20
};

test.each([
	[{ steps_ahead: 4 }, 4],
	[{ steps_ahead: undefined }, 20],
	[{ steps_ahead: 'four' }, 20]
])(
	'how far ahead an alert is follows from its steps, as long as steps are given: %j',
	(sent, minutes) => {
		expect(mergeAlerts([{ ...ROW, ...sent }], [], 1)).toEqual([
			expect.objectContaining({ minutes, criticalMinutes: minutes })
		]);
	}
);
