import { err } from '#core/protocol/problem.ts';
import type { History } from '../history/history.ts';

/** A history that is not opened yet. */
export interface LaterHistory extends History {
	/** Opens it; from then on it is the history that it was made for. */
	open(): void;
	/** The same for pages: a question is answered at once, although with a refusal, before it is opened. */
	readonly forPages: Pick<History, 'ask'>;
}

/**
 * A history that is opened later. Until then it keeps nothing and says why, and questions wait.
 *
 * @param reason words after `the history is not kept:`
 */
export function openLater(open: () => History, reason: string): LaterHistory {
	const opening = Promise.withResolvers<History | undefined>();
	let history: History | undefined;
	let closed = false;
	const sentence = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}; what is kept appears here by itself then.`;
	const refusal = () => err('history-busy', sentence);
	return {
		open() {
			if (closed || history) return;
			history = open();
			opening.resolve(history);
		},
		keep: (tick) => history?.keep(tick),
		async ask(...question) {
			const opened = await opening.promise;
			return opened ? opened.ask(...question) : refusal();
		},
		forPages: {
			ask: (...question) => history?.ask(...question) ?? Promise.resolve(refusal())
		},
		state: () => history?.state() ?? { keeping: false, reason },
		async close() {
			closed = true;
			opening.resolve(undefined);
			await history?.close();
		}
	};
}
