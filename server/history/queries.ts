import type { DatabaseSync } from 'node:sqlite';
import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import { momentAt, stepsAfter } from './ticks/read-ticks.ts';

type Answering = {
	readonly [Name in QueryName]: (
		database: DatabaseSync,
		question: QuestionOf<Name>
	) => AnswerOf<Name>;
};

/** Who answers which question. They run in a thread of their own, on a connection that cannot write. */
export const QUERIES: Answering = {
	moment: momentAt,
	steps: stepsAfter
};

export function answer<Name extends QueryName>(
	database: DatabaseSync,
	name: Name,
	question: QuestionOf<Name>
): AnswerOf<Name> {
	return QUERIES[name](database, question);
}
