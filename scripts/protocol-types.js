/** The schemas of the wire told as TypeScript types, for docs/protocol.md. */
import { correctionCurveSchema } from '#core/borne-out/correction-curve.ts';
import { revisionSchema, stateSchema, topicSchema } from '../src/lib/core/protocol/messages.ts';
import * as messages from '../src/lib/core/protocol/messages.ts';
import { daemonHealthSchema, noticeSchema, warmupSchema } from '../src/lib/core/protocol/daemon.ts';
import { wordsOf } from '../src/lib/core/protocol/open-words.ts';
import { problemSchema } from '../src/lib/core/protocol/problem.ts';
import { duration, instant, wholeNumber, score, valueOf } from '../src/lib/core/json/schema.ts';
import {
	cascadeEventSchema,
	cascadeEventsSchema,
	comovementSchema
} from '../src/lib/core/topics/cascade-events.ts';
import { diagnosticsSchema, roundFactsSchema } from '../src/lib/core/topics/diagnostics.ts';
import { driftSchema } from '../src/lib/core/topics/drift.ts';
import * as explanation from '../src/lib/core/topics/explanation.ts';
import { historyStateSchema } from '../src/lib/core/topics/history.ts';
import { modelSchema, modelsSchema } from '../src/lib/core/topics/models.ts';
import * as outlook from '../src/lib/core/topics/outlook.ts';
import { nowAndSoon, readingSchema } from '../src/lib/core/topics/reading.ts';
import * as states from '../src/lib/core/topics/states.ts';
import { unavailableSchema } from '../src/lib/core/topics/unavailable.ts';
import { SENTENCES } from './protocol-words.js';

/** What the page calls each schema; all else is told where it stands. */
export const TYPES = {
	Instant: instant,
	Duration: duration,
	WholeNumber: wholeNumber,
	Score: score,
	Topic: topicSchema,
	State: stateSchema,
	Revision: revisionSchema,
	Handshake: messages.handshakeSchema,
	Join: messages.joinSchema,
	Replay: messages.replaySchema,
	Joined: messages.joinedSchema,
	Grant: messages.grantSchema,
	Refreshed: messages.refreshedSchema,
	Snapshot: messages.snapshotSchema,
	Tick: messages.tickSchema,
	TopicPatch: messages.topicPatchSchema,
	Problem: problemSchema,
	DaemonHealth: daemonHealthSchema,
	Warmup: warmupSchema,
	Notice: noticeSchema,
	SummaryState: states.summarySchema,
	RiskState: states.riskSchema,
	RiskEntry: states.riskEntrySchema,
	CountedRisk: states.countedRiskSchema,
	Attention: states.attentionSchema,
	NowAndSoon: nowAndSoon,
	MetricsState: states.metricsSchema,
	Reading: readingSchema,
	AlertsState: states.alertsSchema,
	Alert: states.alertSchema,
	OverNow: states.overNowSchema,
	OutlookState: outlook.outlookSchema,
	OutlookFleetState: outlook.outlookFleetSchema,
	OverAlongTime: outlook.overAlongTimeSchema,
	OverSince: outlook.overSinceSchema,
	StepCounts: outlook.stepCountsSchema,
	ServerState: states.serverSchema,
	Forecast: states.forecastSchema,
	CorrectionCurve: correctionCurveSchema,
	Unavailable: unavailableSchema,
	CascadeState: states.cascadeSchema,
	CascadeEventsState: cascadeEventsSchema,
	CascadeEvent: cascadeEventSchema,
	Comovement: comovementSchema,
	DriftState: driftSchema,
	ModelsState: modelsSchema,
	Model: modelSchema,
	ExplanationState: explanation.explanationSchema,
	Importance: explanation.importanceSchema,
	AttentionPeriod: explanation.attentionPeriodSchema,
	WhatIf: explanation.whatIfSchema,
	HistoryState: historyStateSchema,
	DiagnosticsState: diagnosticsSchema,
	RoundFacts: roundFactsSchema
};

/** @typedef {keyof typeof TYPES} TypeName */
/** @typedef {{ _zod: { def: any } }} Schema */

const MOST_INLINE = 10;
const NAMES = new Map(
	Object.entries(TYPES).map(([name, schema]) => [/** @type {object} */ (schema), name])
);

/**
 * One type as the page has it.
 *
 * @param {string} name
 * @throws for a name that is not among TYPES
 */
export function declarationOf(name) {
	const schema = TYPES[/** @type {TypeName} */ (name)];
	if (!schema) throw new Error(`docs/protocol.md asks for ${name}, no type of the wire`);
	return `type ${name} = ${shapeOf(/** @type {any} */ (schema), name, 0)};`;
}

/** Every field that a declaration names, as `Join.topics`. @param {string} name */
export function fieldsOf(name) {
	/** @type {string[]} */
	const found = [];
	shapeOf(/** @type {any} */ (TYPES[/** @type {TypeName} */ (name)]), name, 0, (field) =>
		found.push(field)
	);
	return found;
}

/**
 * @param {Schema} schema
 * @param {string} path
 * @param {number} depth
 * @param {(field: string) => void} [onField]
 * @returns {string}
 */
function shapeOf(schema, path, depth, onField) {
	const { def } = schema._zod;
	/** @param {Schema} inner @param {string} at @param {number} [deeper] */
	const inside = (inner, at, deeper = depth) =>
		NAMES.get(inner) ?? shapeOf(inner, at, deeper, onField);
	const values = valueOf(schema);
	if (values) return `{ [name: string]: ${inside(/** @type {any} */ (values), path)} }`;
	const words = wordsOf(schema);
	// A table of its own says what each of so many means.
	if (words) return words.length > MOST_INLINE ? 'string' : words.map(quoted).join(' | ');
	switch (def.type) {
		case 'string':
			return 'string';
		case 'boolean':
			return 'boolean';
		case 'number':
			return rangeOf(def);
		case 'enum':
			return Object.values(def.entries).map(quoted).join(' | ');
		case 'literal':
			return def.values.map(quoted).join(' | ');
		case 'array':
			return arrayOf(inside(def.element, path));
		case 'tuple':
			return `[${def.items.map((/** @type {Schema} */ item) => inside(item, path)).join(', ')}]`;
		case 'union':
			return def.options
				.map(
					(/** @type {Schema} */ option) =>
						`\n${'\t'.repeat(depth + 1)}| ${inside(option, path, depth + 1)}`
				)
				.join('');
		case 'object':
			return objectOf(def.shape, path, depth, inside, onField);
		case 'custom':
			return path.endsWith('.patch')
				? 'MergePatch'
				: path === 'Topic'
					? 'string'
					: '{ [key: string]: Json }';
		default:
			throw new Error(`no words for a schema of type ${def.type} at ${path}`);
	}
}

/**
 * @param {Record<string, Schema>} shape
 * @param {string} path
 * @param {number} depth
 * @param {(schema: Schema, at: string, deeper?: number) => string} inside
 * @param {((field: string) => void) | undefined} onField
 */
function objectOf(shape, path, depth, inside, onField) {
	const indent = '\t'.repeat(depth + 1);
	const lines = Object.entries(shape).flatMap(([key, value]) => {
		const field = `${path}.${key}`;
		onField?.(field);
		const optional = value._zod.def.type === 'optional';
		const type = inside(optional ? value._zod.def.innerType : value, field, depth + 1);
		const sentence = SENTENCES[field] ?? SENTENCES[`${field}=${value._zod.def.values?.[0]}`];
		return [
			...(sentence ? [`${indent}/** ${sentence} */`] : []),
			`${indent}${key}${optional ? '?' : ''}: ${type};`
		];
	});
	return `{\n${lines.join('\n')}\n${'\t'.repeat(depth)}}`;
}

/** @param {{ format?: string, checks?: { _zod: { def: { check: string, value: number } } }[] }} def */
function rangeOf({ format, checks = [] }) {
	const bound = (/** @type {string} */ kind) =>
		checks.map(({ _zod }) => _zod.def).find(({ check }) => check === kind)?.value;
	const [least, most] = [bound('greater_than'), bound('less_than')];
	const words = [
		...(format === 'safeint' ? ['whole'] : []),
		...(least === undefined
			? []
			: [most === undefined ? `${least} or more` : `${least} to ${most}`])
	];
	return words.length > 0 ? `number /* ${words.join(', ')} */` : 'number';
}

/** @param {string} element */
function arrayOf(element) {
	return /[|\s]/.test(element) && !element.startsWith('{') ? `(${element})[]` : `${element}[]`;
}

/** @param {unknown} value */
function quoted(value) {
	return typeof value === 'string' ? `'${value}'` : String(value);
}
