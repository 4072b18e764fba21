import type {
	Accuracy,
	AccuracyQuestion,
	PastForecast,
	PastForecastQuestion,
	SampleQuestion
} from '../accuracy/answer.ts';
import type { Corrections } from '../borne-out/correction-curve.ts';
import type { Forecast } from '../topics/states.ts';
import type { Environment } from './environment.ts';
import type { Events, EventsQuestion } from './events.ts';
import type { KeptMoment, KeptStep, MomentQuestion, StepsQuestion } from './kept-ticks.ts';
import type { NextEvent, NextEventQuestion } from './next-event.ts';
import type { OverSpans, OverSpansQuestion } from './over-spans.ts';
import type { RangeQuestion } from './range.ts';
import type { RiskTimes } from './risk-times.ts';
import type { Series, SeriesQuestion } from './series.ts';
import type { Servers } from './servers.ts';
import type { HistorySummary } from './summary.ts';

/**
 * All questions that the history answers, by name. server/history/queries.ts holds the implementations, one line for each
 * line here.
 */
interface HistoryQueries {
	/** Undefined when nothing that old is kept. */
	moment: { question: MomentQuestion; answer: KeptMoment | undefined };
	steps: { question: StepsQuestion; answer: readonly KeptStep[] };
	summary: { question: RangeQuestion; answer: HistorySummary };
	events: { question: EventsQuestion; answer: Events };
	nextEvent: { question: NextEventQuestion; answer: NextEvent };
	environment: { question: RangeQuestion; answer: Environment };
	servers: { question: RangeQuestion; answer: Servers };
	series: { question: SeriesQuestion; answer: Series };
	accuracy: { question: AccuracyQuestion; answer: Accuracy };
	pastForecast: { question: PastForecastQuestion; answer: PastForecast };
	/** A server's forecasts by metric, as of a given time. */
	sample: {
		question: SampleQuestion;
		answer: Readonly<Record<string, Forecast>> | undefined;
	};
	/** How the daemon's bands are corrected from that time on; undefined while not enough has been seen. */
	corrections: { question: MomentQuestion; answer: Corrections | undefined };
	overSpans: { question: OverSpansQuestion; answer: OverSpans };
	riskTimes: { question: RangeQuestion; answer: RiskTimes };
}
export type QueryName = keyof HistoryQueries;
export type QuestionOf<Name extends QueryName> = HistoryQueries[Name]['question'];
export type AnswerOf<Name extends QueryName> = HistoryQueries[Name]['answer'];
