import type { Accuracy } from '#core/accuracy/answer.ts';
import type { PlaceWhatCame } from '#view-models/next-hours/what-came.ts';

/** What the history told of the next hours, as far as it has answered. */
export interface NextTold {
	readonly accuracy?: Accuracy | undefined;
	readonly placeWhatCame?: PlaceWhatCame | undefined;
}
