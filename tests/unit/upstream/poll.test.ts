import { describe, expect, test } from 'vitest';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import { DEFAULT_BOUNDS } from '../../../server/upstream/answer-bounds.ts';
import type { DaemonAnswer } from '../../../server/upstream/daemon-client.ts';
import { pollDaemon } from '../../../server/upstream/poll.ts';
import { recordedJson } from '../../support/recordings.ts';

const STATUS = ok({ body: recordedJson('healthy/status.json'), bytes: 1_000, tookMs: 5 });
const LATE = err('daemon-timeout', 'The daemon did not answer in time.');

/** One round with a daemon that answers so, what was asked in it, and when it was heard to respond. */
async function roundWith(answers: Readonly<Record<string, Result<DaemonAnswer>>>) {
	const happened: string[] = [];
	const client = {
		get(path: string) {
			happened.push(path);
			return Promise.resolve(answers[path] ?? expect.unreachable());
		}
	};
	const { signal } = new AbortController();
	const round = await pollDaemon(client, signal, {
		stepMinutes: 5,
		bounds: DEFAULT_BOUNDS,
		rejected: [],
		onResponse: () => happened.push('responds')
	});
	return { round, happened };
}

describe('a round', () => {
	test('whose status is answered while the predictions time out says that the daemon is overloaded', async () => {
		const { round } = await roundWith({ '/status': STATUS, '/predictions/current': LATE });
		expect(round.status.ok).toBe(true);
		expect(round.fleet).toMatchObject({ problem: { kind: 'daemon-overloaded' } });
	});

	test('whose status times out is not asked for more, and says that the daemon does not answer', async () => {
		const { round, happened } = await roundWith({ '/status': LATE });
		expect(round).toEqual({ status: LATE, fleet: LATE });
		expect(happened).toEqual(['/status']);
	});

	test('whose status is an error and whose predictions time out is no sign of a daemon that responds well', async () => {
		const broken = err('daemon-error', 'The daemon answered with an error (HTTP 500).');
		const answers = { '/status': broken, '/predictions/current': LATE };
		const { round, happened } = await roundWith(answers);
		expect(round).toEqual({ status: broken, fleet: LATE });
		expect(happened).toEqual(['/status', '/predictions/current']);
	});

	test('any other fault of the predictions keeps its own name', async () => {
		const refusal = err('rate-limited', 'The daemon was asked too often.', 60_000);
		const { round } = await roundWith({ '/status': STATUS, '/predictions/current': refusal });
		expect(round.fleet).toEqual(refusal);
	});

	test('tells that the daemon responds before it asks for the predictions', async () => {
		const { happened } = await roundWith({ '/status': STATUS, '/predictions/current': LATE });
		expect(happened).toEqual(['/status', 'responds', '/predictions/current']);
	});
});
