import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	gaugeEnd,
	levelOfScore,
	modelHealth,
	trendInWords
} from '#view-models/drift/drift-scores.ts';
import type { DriftState } from '#core/topics/drift.ts';

const DRIFT: Extract<DriftState, { offered: true }> = {
	offered: true,
	measured: true,
	scores: { per: 10, dss: 0, fds: 0, anomalyRate: 5 },
	limits: { per: 10, dss: 20, fds: 15, anomalyRate: 5 },
	combined: 4.5,
	trends: {},
	needsRetraining: false
};

test('zeros that nothing was measured for are no good news', () => {
	const scores = { per: 0, dss: 0, fds: 0, anomalyRate: 0 };
	expect(modelHealth({ ...DRIFT, measured: false, scores })).toBe('no-data');
	expect(modelHealth({ ...DRIFT, scores })).toBe('within-limits');
});

test('a score at its limit is within it; one beyond is drift, be it a tenth', () => {
	expect(modelHealth(DRIFT)).toBe('within-limits');
	expect(modelHealth({ ...DRIFT, scores: { ...DRIFT.scores, dss: 20.1 } })).toBe('drifting');
	expect([levelOfScore(20, 20), levelOfScore(20.1, 20)]).toEqual(['healthy', 'warning']);
});

test('a daemon that asks for retraining is believed, whatever its scores', () => {
	expect(modelHealth({ ...DRIFT, needsRetraining: true })).toBe('drifting');
});

test('a trend says whether it is for the worse; an unknown word stands as it came', () => {
	expect(['increasing', 'decreasing', 'stable', 'wobbling', undefined].map(trendInWords)).toEqual([
		'rising, worse',
		'falling, better',
		'steady',
		'wobbling',
		'no trend yet'
	]);
});

test('a gauge shows its limit and its score, and never more than the whole', () => {
	const percent = fc.double({ min: 0, max: 100, noNaN: true });
	fc.assert(
		fc.property(percent, fc.double({ min: 0.1, max: 100, noNaN: true }), (score, limit) => {
			const end = gaugeEnd(score, limit);
			expect(end).toBeGreaterThanOrEqual(score);
			expect(end).toBeGreaterThanOrEqual(limit);
			expect(end).toBeLessThanOrEqual(100);
		})
	);
});
