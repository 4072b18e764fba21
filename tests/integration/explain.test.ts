import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainTopic, type Topic } from '#core/protocol/topic.ts';
import { startPipeline, type PipelineHarness } from '../support/pipeline-harness.ts';
import { PlainViewer } from '../support/plain-viewer.ts';
import { recordedText } from '../support/recordings.ts';

let harness: PipelineHarness;
let viewers: PlainViewer[] = [];

beforeEach(async () => {
	harness = await startPipeline(20);
});
afterEach(async () => {
	for (const viewer of viewers) viewer.close();
	viewers = [];
	await harness.close();
});

async function watch(topics: readonly Topic[], everyMs?: number): Promise<PlainViewer> {
	const viewer = new PlainViewer(harness.url);
	viewers.push(viewer);
	const answer = await viewer.join({ topics: [...topics], ...(everyMs ? { everyMs } : {}) });
	expect(answer.ok).toBe(true);
	return viewer;
}

function explainCalls(): number {
	return Object.entries(harness.daemon.calls)
		.filter(([path]) => path.startsWith('/explain/'))
		.reduce((sum, [, count]) => sum + count, 0);
}

/** The name of a server of the fleet. */
function someServer(): string {
	return (
		harness.pipeline.currentState.ledger
			.get('risk')
			?.map(({ state }) => Object.keys(state)[0])[0] ?? ''
	);
}

test('a hundred viewers of one server cost the daemon one call, and each has the explanation by the next tick', async () => {
	const server = someServer();
	const body = recordedText('healthy/explain-riskiest.json');
	harness.daemon.always(`/explain/${server}`, { kind: 'answers', status: 200, body });
	for (let count = 0; count < 100; count++) await watch([explainTopic(server)], 300_000);
	await expect.poll(explainCalls).toBe(1);
	await harness.tick();
	await harness.tick();
	for (const viewer of viewers) {
		await viewer.caughtUp();
		expect(viewer.held.get(explainTopic(server))?.state).toMatchObject({
			explained: true,
			method: 'approximation'
		});
		expect(viewer.faults).toEqual([]);
	}
	expect(explainCalls()).toBe(1);
});

test('viewers of all twenty servers cost no more than the daemon allows in a minute', async () => {
	const names = Object.keys(harness.pipeline.currentState.ledger.get('risk')?.at(-1)?.state ?? {});
	const body = recordedText('healthy/explain-riskiest.json');
	for (const name of names)
		harness.daemon.always(`/explain/${name}`, { kind: 'answers', status: 200, body });
	await watch(names.slice(0, 10).map(explainTopic));
	await watch(names.slice(10).map(explainTopic));
	for (let tick = 0; tick < 11; tick++) await harness.tick();
	expect(explainCalls()).toBeGreaterThan(0);
	expect(explainCalls()).toBeLessThanOrEqual(30);
	expect(harness.daemon.mostAtOnce).toBe(1);
});

test('a refusal of the daemon reaches the viewer in our words, and names outside the fleet never reach the daemon', async () => {
	const server = someServer();
	harness.daemon.always(`/explain/${server}`, {
		kind: 'answers',
		status: 200,
		body: '{"error":"explanation_failed","message":"KeyError","traceback":"File \\"x.py\\""}'
	});
	const viewer = await watch([explainTopic(server), explainTopic('../status')]);
	await expect.poll(explainCalls).toBe(1);
	await harness.tick();
	await harness.tick();
	await viewer.caughtUp();
	expect(viewer.held.get(explainTopic(server))?.state).toEqual({
		explained: false,
		reason: 'The daemon failed to explain this server.'
	});
	expect(viewer.held.get(explainTopic('../status'))?.state).toEqual({
		explained: false,
		reason: 'The daemon reports no server of this name.'
	});
	expect(explainCalls()).toBe(1);
});
