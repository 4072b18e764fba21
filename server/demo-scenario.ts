import fetch from 'node-fetch';
import * as z from 'zod';
import { ok, err } from '#core/protocol/problem.ts';
import { SCENARIOS, type DemoScenario, type ScenarioAnswer } from '#core/scenario.ts';

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 100_000;
const sentStatus = z.object({ scenario: z.enum(SCENARIOS) });

/** Controls the embedded generator's scenario over its own endpoints; `address` is where it listens, once it does. */
export function createDemoScenario(address: () => string | undefined): DemoScenario {
	async function ask(path: string, body?: object): Promise<unknown> {
		const base = address();
		if (base === undefined) throw new Error('the generator does not listen yet');
		const response = await fetch(new URL(path, base), {
			size: MAX_BYTES,
			signal: AbortSignal.timeout(TIMEOUT_MS),
			...(body
				? {
						method: 'POST',
						body: JSON.stringify(body),
						headers: { 'content-type': 'application/json' }
					}
				: {})
		});
		return response.json();
	}

	async function read(): Promise<ScenarioAnswer> {
		try {
			const status = sentStatus.parse(await ask('/scenario/status'));
			return ok(status);
		} catch {
			return err('daemon-unreachable', 'The generator does not answer.');
		}
	}

	return {
		read,
		/** A generator may switch and still answer with an error, so its state is read again. */
		async choose(scenario) {
			await ask('/scenario/set', { scenario }).catch(() => undefined);
			return read();
		}
	};
}
