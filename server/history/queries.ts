import type { DatabaseSync } from 'node:sqlite';
import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import { readCorrections } from './forecasts/borne-out.ts';
import { readAccuracy, readPastForecast, readServerSample } from './forecasts/read-accuracy.ts';
import { readEvents, readNextEvent, readSummary } from './episodes/read-episodes.ts';
import { readEnvironment } from './rollups/read-environment.ts';
import { readSeries, readServers } from './rollups/read-servers.ts';
import { readOverSpans } from './rollups/read-over-spans.ts';
import { readRiskTimes } from './rollups/read-risk-times.ts';
import { momentAt, stepsAfter } from './ticks/read-ticks.ts';

type Answering = {
	readonly [Name in QueryName]: (
		database: DatabaseSync,
		question: QuestionOf<Name>
	) => AnswerOf<Name>;
};

/** The implementation of each question. They run in a thread of their own, on a read-only connection. */
const QUERIES: Answering = {
	moment: momentAt,
	steps: stepsAfter,
	summary: readSummary,
	events: readEvents,
	nextEvent: readNextEvent,
	environment: readEnvironment,
	servers: readServers,
	series: readSeries,
	accuracy: readAccuracy,
	pastForecast: readPastForecast,
	sample: readServerSample,
	corrections: (database, { at }) => readCorrections(database, at),
	overSpans: readOverSpans,
	riskTimes: readRiskTimes
};

/** Answers a named question from an open database. */
export function answer<Name extends QueryName>(
	database: DatabaseSync,
	name: Name,
	question: QuestionOf<Name>
): AnswerOf<Name> {
	return QUERIES[name](database, question);
}
