import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPipeline, type PipelineHarness } from '../support/pipeline-harness.ts';
import { PlainViewer } from '../support/plain-viewer.ts';

let harness: PipelineHarness;
let viewer: PlainViewer;

beforeEach(async () => {
	harness = await startPipeline();
	viewer = new PlainViewer(harness.url);
	await viewer.join({ topics: ['risk'] });
	await harness.tick();
});
afterEach(async () => {
	vi.restoreAllMocks();
	viewer.close();
	await harness.close();
});

test('an answer that we fail to show costs its tick and not the process: the data on screen grow old, and recover', async () => {
	const shown = vi.spyOn(harness.pipeline.currentState, 'show').mockImplementation(() => {
		throw new RangeError('Invalid string length');
	});
	for (let tick = 0; tick < 4; tick++) await harness.tick();
	expect(harness.broken.length).toBeGreaterThanOrEqual(4);
	expect(harness.pipeline.currentState.daemon).toMatchObject({
		stale: true,
		problem: { kind: 'internal-error' }
	});

	shown.mockRestore();
	await harness.tick();
	expect(harness.pipeline.currentState.daemon.stale).toBe(false);
	await viewer.caughtUp();
	expect(viewer.faults).toEqual([]);
});

test('rooms that we fail to serve get what they missed with the next tick', async () => {
	const other = new PlainViewer(harness.url);
	await other.join({ topics: ['summary'] });
	const { currentState } = harness.pipeline;
	const plain = Object.getOwnPropertyDescriptor(currentState, 'measuredAt') ?? {};
	Object.defineProperty(currentState, 'measuredAt', {
		configurable: true,
		get() {
			throw new RangeError('Invalid string length');
		},
		set: () => undefined
	});
	await harness.tick();
	await harness.tick();
	Object.defineProperty(currentState, 'measuredAt', plain);
	await harness.tick();
	await Promise.all([viewer.caughtUp(), other.caughtUp()]);
	expect(harness.broken.length).toBeGreaterThanOrEqual(2);
	expect([...viewer.faults, ...other.faults]).toEqual([]);
	expect(viewer.held.get('risk')?.seq).toBe(other.held.get('summary')?.seq);
	other.close();
});
