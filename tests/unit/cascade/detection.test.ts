import { expect, test } from 'vitest';
import { detectionInWords } from '#view-models/cascade/detection.ts';
import type { CascadeEventsState } from '#core/topics/cascade-events.ts';

const DETECTED: Extract<CascadeEventsState, { offered: true }> = {
	offered: true,
	detected: true,
	now: [
		{ metric: 'cpu_iowait_pct', servers: ['a', 'b', 'c'], severity: 'high' },
		{ metric: 'mem_used_pct', servers: ['a'], severity: 'low' }
	],
	recommendations: [],
	events: [],
	eventCount: 1,
	trackedMetrics: [],
	thresholds: {}
};

test('a detected cascade is shown with its metrics and the number of servers of each', () => {
	expect(detectionInWords(DETECTED)).toBe(
		'Moving together: I/O wait on 3 servers, Memory on 1 server.'
	);
	const more = [...DETECTED.now, ...DETECTED.now];
	expect(detectionInWords({ ...DETECTED, now: more })).toMatch(/, 1 more metric\.$/);
	expect(detectionInWords({ ...DETECTED, now: [] })).toMatch(/across all their metrics/);
});

test('without a detection, or a word of one, there is nothing to tell', () => {
	expect(detectionInWords(undefined)).toBeUndefined();
	expect(detectionInWords({ offered: false })).toBeUndefined();
	expect(detectionInWords({ ...DETECTED, detected: false })).toBeUndefined();
	const undecided = structuredClone(DETECTED);
	delete undecided.detected;
	expect(detectionInWords(undecided)).toBeUndefined();
});
