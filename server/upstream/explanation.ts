import * as z from 'zod';
import type { RejectedPart } from '#core/fleet.ts';
import { isObject } from '#core/json/json.ts';
import { tenth } from '#core/metrics/metrics.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import type {
	AttentionPeriod,
	ExplanationState,
	Importance,
	WhatIf
} from '#core/topics/explanation.ts';
import type { DaemonClient } from './daemon-client.ts';
import { isSane } from './sane-number.ts';

/** The reading of one answer of /explain, with its malformed parts. */
export interface ExplanationReading {
	readonly state: ExplanationState;
	readonly rejected: readonly RejectedPart[];
}

/** The daemon's errors of /explain (sent with status 200), in our words: its own can contain a traceback. */
const REASONS: Readonly<Record<string, string>> = {
	no_prediction: 'The daemon has no forecast of this server at present.',
	insufficient_data: 'The daemon has too few records of this server yet.',
	explanation_failed: 'The daemon failed to explain this server.'
};
const UNKNOWN_REASON = 'The daemon cannot explain this server at present.';
const NOT_OFFERED = 'This daemon offers no explanation of this server.';
const NOT_ASKABLE = 'A server of this name cannot be named in a question to the daemon.';

/** More than any daemon sends; a larger state would burden every viewer. */
const MOST = { text: 500, metrics: 40, periods: 10, weights: 150, scenarios: 20 } as const;

const text = z.string().transform((value) => value.slice(0, MOST.text));
const sane = z.number().refine(isSane);
const fraction = z.number().min(0).max(1);
const sentScore = z.number().min(0).max(100);
const sentCount = z.int().min(0);
const sentImportance = z.object({
	impact: sane,
	direction: text,
	stars: z.union([z.string(), z.number()]).optional(),
	explanation: text.nullish()
});
const sentPeriod = z.object({
	period: text,
	attention: fraction,
	importance: text,
	timestep_range: z.tuple([z.int().min(0), z.int().min(0)])
});
const sentScenario = z.object({
	scenario: text,
	action: text,
	predicted_cpu: sane,
	change: sane,
	safe: z.boolean(),
	confidence: fraction,
	effort: text.nullish(),
	risk: text,
	predicted_risk: sentScore.optional().catch(undefined),
	risk_change: sane.optional().catch(undefined)
});
const sentWords = z
	.object({
		summary: text.optional().catch(undefined),
		method: text.optional().catch(undefined),
		period_minutes: sane.positive().optional().catch(undefined)
	})
	.catch({});

/**
 * Returns the request path for one server. Undefined for names that no URL can carry: the empty one, those that mean a
 * folder, and text that is not Unicode.
 */
export function explainPath(server: string): string | undefined {
	if (server === '' || server === '.' || server === '..' || !server.isWellFormed())
		return undefined;
	return `/explain/${encodeURIComponent(server)}`;
}

/** Requests the explanation of one server. `now` in ms since 1970. */
export async function askExplanation(
	server: string,
	client: DaemonClient,
	signal: AbortSignal,
	now: () => number
): Promise<Result<ExplanationReading>> {
	const path = explainPath(server);
	if (path === undefined) return ok(unexplained(NOT_ASKABLE));
	const at = now();
	const answer = await client.get(path, signal);
	if (answer.ok) return readExplanation(answer.value.body, at);
	return answer.problem.kind === 'daemon-not-offered' ? ok(unexplained(NOT_OFFERED)) : answer;
}

/** Reads GET /explain/{name}; `at`: when it was requested, in ms since 1970. Malformed parts are rejected and reported. */
export function readExplanation(body: unknown, at: number): Result<ExplanationReading> {
	const sent = objectOf(body);
	if (typeof sent['error'] === 'string')
		return ok(unexplained(ownText(REASONS, sent['error']) ?? UNKNOWN_REASON));
	const { shap, attention, counterfactuals } = sent;
	const whatIfsMethod = text.safeParse(sent['counterfactuals_method']).data;
	if (shap === undefined && attention === undefined && counterfactuals === undefined)
		return err('daemon-malformed', 'The explanation is malformed.');

	const rejected: RejectedPart[] = [];
	const words = sentWords.parse(shap);
	const weightWords = sentWords.parse(attention);
	const { attention_weights: weights, important_periods: periods } = objectOf(attention);
	const { feature_importance: importance } = objectOf(shap);
	const score = sentScore.safeParse(
		sent['risk_score'] ?? objectOf(sent['prediction'])['risk_score']
	);
	const dataPoints = sentCount.safeParse(sent['data_points']);
	return ok({
		state: {
			explained: true,
			at,
			...(score.success ? { score: tenth(score.data) } : {}),
			...(dataPoints.success ? { dataPoints: dataPoints.data } : {}),
			importance: partsOf('importance', importance, MOST.metrics, importanceOf, rejected),
			...(words.summary ? { summary: words.summary } : {}),
			...(words.method ? { method: words.method } : {}),
			periods: partsOf('periods', periods, MOST.periods, periodOf, rejected),
			weights: weightsOf(weights, rejected),
			...(weightWords.summary ? { weightsSummary: weightWords.summary } : {}),
			...(weightWords.method ? { weightsMethod: weightWords.method } : {}),
			...(weightWords.period_minutes ? { weightMinutes: weightWords.period_minutes } : {}),
			whatIfs: partsOf('counterfactuals', counterfactuals, MOST.scenarios, whatIfOf, rejected),
			...(whatIfsMethod ? { whatIfsMethod } : {})
		},
		rejected
	});
}

/** Reads a list entry by entry, so that one malformed entry hides no other. */
function partsOf<Part>(
	path: string,
	list: unknown,
	most: number,
	read: (entry: unknown) => Part | undefined,
	rejected: RejectedPart[]
): Part[] {
	if (!Array.isArray(list)) {
		rejected.push({ path: `explain/${path}`, reason: 'expected a list' });
		return [];
	}
	return list.slice(0, most).flatMap((entry: unknown, index) => {
		const part = read(entry);
		if (part !== undefined) return [part];
		rejected.push({ path: `explain/${path}/${index}`, reason: 'malformed' });
		return [];
	});
}

function unexplained(reason: string): ExplanationReading {
	return { state: { explained: false, reason }, rejected: [] };
}

function importanceOf(entry: unknown): Importance | undefined {
	const parsed = z.tuple([text, sentImportance]).safeParse(entry);
	if (!parsed.success) return undefined;
	const [metric, { impact, direction, stars, explanation }] = parsed.data;
	return {
		metric,
		impact: thousandth(impact),
		direction,
		stars: starCount(stars),
		...(explanation ? { explanation } : {})
	};
}

/** Sent as a string of stars, or as their number. */
function starCount(stars: string | number | undefined): number {
	const count = typeof stars === 'string' ? stars.split('⭐').length - 1 : Math.round(stars ?? 0);
	return Math.min(3, Math.max(0, count));
}

function periodOf(entry: unknown): AttentionPeriod | undefined {
	const { data } = sentPeriod.safeParse(entry);
	if (!data) return undefined;
	const [from, to] = data.timestep_range;
	if (to < from) return undefined;
	const { period, importance } = data;
	return { period, importance, sharePercent: tenth(data.attention * 100), from, to };
}

function whatIfOf(entry: unknown): WhatIf | undefined {
	const { data } = sentScenario.safeParse(entry);
	if (!data) return undefined;
	const { scenario, action, safe, risk } = data;
	const { predicted_risk: scoreAfter, risk_change: scoreChange } = data;
	return {
		scenario,
		action,
		safe,
		risk,
		cpuPercent: tenth(data.predicted_cpu),
		changePoints: tenth(data.change),
		confidence: thousandth(data.confidence),
		effort: data.effort ?? 'None',
		...(scoreAfter === undefined ? {} : { scoreAfter: tenth(scoreAfter) }),
		...(scoreChange === undefined ? {} : { scoreChange: tenth(scoreChange) })
	};
}

/** All or none: with one missing the others would belong to other moments. */
function weightsOf(sent: unknown, rejected: RejectedPart[]): number[] {
	const { data } = z.array(fraction).max(MOST.weights).safeParse(sent);
	if (!data) rejected.push({ path: 'explain/weights', reason: 'malformed' });
	return (data ?? []).map(tenThousandth);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
	return isObject(value) ? value : {};
}

function ownText(table: Readonly<Record<string, string>>, key: string): string | undefined {
	return Object.hasOwn(table, key) ? table[key] : undefined;
}

function thousandth(value: number): number {
	return Math.round(value * 1e3) / 1e3 + 0;
}

function tenThousandth(value: number): number {
	return Math.round(value * 1e4) / 1e4;
}
