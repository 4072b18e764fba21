import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ANSWERS, type AnsweredPath } from './contract-answers.ts';
import { explanation, insufficient, predictions } from './contract-shapes.ts';
import {
	embeddedSource,
	liveSource,
	recordedSource,
	type OpenSource,
	type Source
} from './contract-sources.ts';

const { DAEMON_URL: liveUrl, TFT_API_KEY: liveKey } = process.env;

const SOURCES: Source[] = [
	recordedSource('empty', false),
	recordedSource('healthy', true),
	recordedSource('degrading', true),
	recordedSource('critical-escalated', true),
	embeddedSource(0),
	embeddedSource(160),
	...(liveUrl ? [liveSource(liveUrl, liveKey)] : [])
];

const PATHS = Object.keys(ANSWERS) as AnsweredPath[];

describe.each(SOURCES.map((source): [string, Source] => [source.name, source]))(
	'%s',
	(_, source) => {
		let daemon: OpenSource;
		beforeAll(async () => {
			daemon = await source.open();
		});
		afterAll(() => daemon.close());

		/** Parses by the shape; tells every fault with its path. */
		async function answered<T extends z.ZodType>(path: string, shape: T): Promise<z.infer<T>> {
			const { status, text } = await daemon.get(path);
			expect(status, text.slice(0, 200)).toBe(200);
			const parsed = shape.safeParse(JSON.parse(text));
			expect(parsed.success || z.prettifyError(parsed.error)).toBe(true);
			return parsed.data as z.infer<T>;
		}

		test.each(PATHS)('answers %s in the contract’s shape', async (path) => {
			const isMissing = source.mayLack && (await daemon.get(path)).status === 404;
			if (isMissing) expect(isOptional(path)).toBe(true);
			else await answered(path, ANSWERS[path]);
		});

		if (!source.hasData) {
			test('says how many records it lacks', async () => {
				const { message } = await answered('/predictions/current', insufficient);
				expect(message).toMatch(/^Need at least 100 records, have \d+$/);
			});
			return;
		}

		test('forecasts every server and counts them all', async () => {
			const answer = await answered('/predictions/current', predictions);
			const total = Object.keys(answer.predictions).length;
			const { summary, environment } = answer;
			expect(total).toBeGreaterThan(0);
			expect(summary.total_servers).toBe(total);
			expect(environment.total_servers).toBe(total);
			const counts = summary.critical_count + summary.warning_count + summary.degrading_count;
			expect(counts + summary.healthy_count).toBe(total);
			for (const alert of answer.alerts) expect(answer.predictions).toHaveProperty([alert.server]);
			for (const server of summary.top_20_risks) {
				expect(answer.predictions).toHaveProperty([server]);
			}
		});

		test('explains the riskiest server', async () => {
			const answer = await answered(await daemon.explained(), explanation);
			const { attention_weights } = answer.attention;
			expect(attention_weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
			// Best first: by the score after it where the daemon works that out, else by CPU.
			const after = answer.counterfactuals.map(
				({ predicted_cpu, predicted_risk }) => predicted_risk ?? predicted_cpu
			);
			expect(after).toEqual(after.toSorted((one, other) => one - other));
		});
	}
);

/** Older daemons lack these, by the contract. */
function isOptional(path: string): boolean {
	return ['/cascade/', '/drift/', '/historical/', '/admin/'].some((room) => path.startsWith(room));
}
