import type { AnswerOf, QueryName, QuestionOf } from './history/queries.ts';
import type { DemoScenario } from './scenario.ts';
import type { Result } from './protocol/problem.ts';
import type { PublicSettings } from './protocol/seed.ts';
import type { Topic } from './protocol/topic.ts';

/**
 * What the server offers the pages it hosts. The Kit build has its own copy of every module, so module state cannot be
 * shared: the server stores this under a well-known symbol, and src/hooks.server.ts reads it from there.
 */
export interface Host {
	/** Present only while the embedded generator feeds the daemon. */
	readonly scenario: DemoScenario | undefined;
	/** The seed of a first page as JSON text; each snapshot in it is encoded once for all. */
	seed(topics: readonly Topic[]): string;
	/**
	 * Questions to the history. Refused as `history-absent` where nothing is kept. `asker` identifies the client, so that
	 * no single one takes all places; aborting `signal` cancels the question.
	 */
	readonly history: {
		ask<Name extends QueryName>(
			name: Name,
			question: QuestionOf<Name>,
			asking?: { readonly asker?: string; readonly signal?: AbortSignal }
		): Promise<Result<AnswerOf<Name>>>;
	};
	/** The settings that this role may see. */
	settings(role: PublicSettings['role']): PublicSettings;
	/** Returns the cookie to set for a known token and the path it is sent below; undefined for an unknown token. */
	signIn(token: string): { name: string; value: string; path: string } | undefined;
	/** For the policy's frame-ancestors: `'none'`, or origins. */
	readonly frameAncestors: string;
	/** Reports an unexpected error while rendering a page; `request` in words, without its query. */
	onPageError(error: unknown, request: string): void;
}

/**
 * Set by the server after the access check to the user's role, blank for an anonymous user; a header of this name from
 * outside is overwritten.
 */
export const ROLE_HEADER = 'x-fleetcast-role';

export const HOST_KEY = Symbol.for('fleetcast.host');
