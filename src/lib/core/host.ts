import type { AnswerOf, QueryName, QuestionOf } from './history/queries.ts';
import type { DemoScenario } from './scenario.ts';
import type { Result } from './protocol/problem.ts';
import type { PublicSettings } from './protocol/seed.ts';
import type { Topic } from './protocol/topic.ts';

/**
 * What the shell offers the pages it hosts. The Kit build has its own copy of every module, so module state
 * cannot be shared: the shell puts this under a well-known symbol, and src/hooks.server.ts takes it from there.
 */
export interface Host {
	/** Only while the embedded generator feeds the screen. */
	readonly scenario: DemoScenario | undefined;
	/** The seed of a first page as JSON text, of which each snapshot was encoded once for all. */
	seed(topics: readonly Topic[]): string;
	/**
	 * What was. Refused as `history-absent` where nothing is kept. `asker` names whoever asks, so that nobody takes all places;
	 * once `signal` is aborted nobody waits for the answer.
	 */
	readonly history: {
		ask<Name extends QueryName>(
			name: Name,
			question: QuestionOf<Name>,
			asking?: { readonly asker?: string; readonly signal?: AbortSignal }
		): Promise<Result<AnswerOf<Name>>>;
	};
	/** Settings as somebody of this role may see them. */
	settings(role: PublicSettings['role']): PublicSettings;
	/** The cookie to set for a token that is known, and the path below which it is sent; or undefined. */
	signIn(token: string): { name: string; value: string; path: string } | undefined;
	/** For the policy's frame-ancestors: `'none'`, or origins. */
	readonly frameAncestors: string;
	/** An error that nobody expected while a page was made; `request` in words, without its query. */
	onPageError(error: unknown, request: string): void;
}

/** The shell has let the request in and says as whom, blank for nobody known; a header of this name from outside is overwritten. */
export const ROLE_HEADER = 'x-fleetcast-role';

export const HOST_KEY = Symbol.for('fleetcast.host');
