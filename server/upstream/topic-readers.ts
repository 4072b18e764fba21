import { ok, type Result } from '#core/protocol/problem.ts';
import type { OnDemandTopic } from '#core/protocol/topic.ts';
import type { FleetStates } from '#core/topics/schema-of.ts';
import { readCascadeEvents } from './cascade-events.ts';
import { readCascade } from './cascade.ts';
import type { DaemonClient } from './daemon-client.ts';
import { readDrift } from './drift.ts';
import { readModels } from './models.ts';

/** Reads one on-demand topic from the daemon's answers. */
type TopicReader<T extends OnDemandTopic> = (
	client: DaemonClient,
	signal: AbortSignal,
	now: () => number
) => Promise<Result<FleetStates[T]>>;

const TOPIC_READERS: { [T in OnDemandTopic]: TopicReader<T> } = {
	async cascade(client, signal) {
		const answer = await client.get('/cascade/health', signal);
		return answer.ok ? readCascade(answer.value.body) : answer;
	},
	async 'cascade-events'(client, signal, now) {
		const answer = await client.get('/cascade/status', signal);
		return answer.ok ? readCascadeEvents(answer.value.body, now()) : answer;
	},
	async drift(client, signal) {
		const answer = await client.get('/drift/status', signal);
		if (!answer.ok) return answer;
		const report = await bodyOf(client, '/drift/report', signal);
		const training = await bodyOf(client, '/admin/training-status', signal);
		return readDrift(answer.value.body, report, training);
	},
	async models(client, signal) {
		const answer = await client.get('/admin/models', signal);
		if (!answer.ok) return answer;
		const info = await bodyOf(client, '/admin/model-info', signal);
		const stats = await bodyOf(client, '/admin/training-stats', signal);
		const root = await bodyOf(client, '/', signal);
		return readModels(answer.value.body, info, stats, root);
	}
};

/** Reads one topic. A daemon that lacks the feature is reported in the state, which is no failure. */
export async function readTopic<T extends OnDemandTopic>(
	topic: T,
	client: DaemonClient,
	signal: AbortSignal,
	now: () => number
): Promise<Result<FleetStates[T] | { offered: false }>> {
	const result = await TOPIC_READERS[topic](client, signal, now);
	return !result.ok && result.problem.kind === 'daemon-not-offered'
		? ok({ offered: false })
		: result;
}

/** Returns the body of an optional answer; undefined where it failed. */
async function bodyOf(client: DaemonClient, path: string, signal: AbortSignal): Promise<unknown> {
	const answer = await client.get(path, signal);
	return answer.ok ? answer.value.body : undefined;
}
