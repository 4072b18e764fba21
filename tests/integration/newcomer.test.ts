import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RiskState } from '#core/topics/states.ts';
import { newcomerWarmup } from '../support/newcomer.ts';
import { startPipeline, type PipelineHarness } from '../support/pipeline-harness.ts';
import { PlainViewer } from '../support/plain-viewer.ts';

const SERVERS = 5;
let harness: PipelineHarness;
let viewer: PlainViewer;
beforeEach(async () => {
	harness = await startPipeline(SERVERS);
	viewer = new PlainViewer(harness.url);
});
afterEach(async () => {
	viewer.close();
	await harness.close();
});

const state = (topic: string) => viewer.held.get(topic)?.state;

function warming(): string[] {
	const risk = state('risk') as RiskState;
	return Object.keys(risk).filter((server) => risk[server]?.warming);
}

test('a server that joins a warm fleet warms up alone: the fleet is not reported as warming', async () => {
	const told: string[] = [];
	viewer.socket.on('daemon', ({ state }) => told.push(state));
	viewer.socket.on('warmup', ({ phase }) => told.push(phase));
	await viewer.join({ topics: ['summary', 'risk'] });
	await harness.tick();
	await viewer.caughtUp();
	const before = Object.keys(state('risk') as RiskState);
	expect(warming()).toEqual([]);

	harness.daemon.resize(SERVERS + 1);
	harness.daemon.warmup = newcomerWarmup(SERVERS + 1);
	for (let tick = 0; tick < 4; tick++) await harness.tick();
	await viewer.caughtUp();
	const after = Object.keys(state('risk') as RiskState);
	expect(warming()).toEqual(after.filter((server) => !before.includes(server)));
	expect(warming()).toHaveLength(1);
	const risk = state('risk') as RiskState;
	const unjudged = warming().filter((server) => risk[server]?.level === 'healthy').length;
	expect(unjudged).toBe(1);
	expect(state('summary')).toMatchObject({ counts: { warming: 1, unjudged } });

	harness.daemon.warmup = undefined;
	await harness.tick();
	await viewer.caughtUp();
	expect(warming()).toEqual([]);
	expect(state('summary')).not.toHaveProperty('counts.warming');
	expect(state('summary')).not.toHaveProperty('counts.unjudged');
	expect(new Set(told)).not.toContain('warming');
	expect(new Set(told)).not.toContain('collecting');
});
