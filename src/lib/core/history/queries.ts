import type { KeptMoment, KeptStep, MomentQuestion, StepsQuestion } from './kept-ticks.ts';

/**
 * Every question that the history answers, by its name. server/history/queries.ts holds the answering side: a line there
 * for each line here.
 */
export interface HistoryQueries {
	/** Undefined when nothing that old is kept. */
	moment: { question: MomentQuestion; answer: KeptMoment | undefined };
	steps: { question: StepsQuestion; answer: readonly KeptStep[] };
}
export type QueryName = keyof HistoryQueries;
export type QuestionOf<Name extends QueryName> = HistoryQueries[Name]['question'];
export type AnswerOf<Name extends QueryName> = HistoryQueries[Name]['answer'];
