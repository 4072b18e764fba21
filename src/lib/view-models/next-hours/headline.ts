import { counted } from '#core/format.ts';
import { DISPLAY_METRIC_LABELS } from '#core/metrics/metrics.ts';
import { minutesInWords } from '../metrics/horizon.ts';
import { serversIn, type NextRow, type NextRows } from './rows.ts';
import { timeInWords, type Moment } from './when.ts';

/** What is said above all else, and about which server. */
export interface Headline {
	readonly kind: 'next' | 'over' | 'calm' | 'warming';
	readonly row?: NextRow;
	/** After the server's name, where there is one. */
	readonly words: string;
	readonly detail: string;
}

export interface HeadlineFacts extends Moment {
	readonly rows: NextRows;
	/** From which chance on a server counts as next, in percent. */
	readonly chance: number;
	/** Servers without a forecast yet. */
	readonly warming: number;
}

/** Returns the answer to "what breaks next?" in one sentence. Nothing is called calm while forecasts are missing. */
export function headlineOf(facts: HeadlineFacts): Headline {
	const { rows, chance, warming, stepMinutes } = facts;
	const horizon = minutesInWords(96 * stepMinutes);
	const [row] = rows.next;
	const over = serversIn(rows.over);
	if (row) {
		const { name, unit } = DISPLAY_METRIC_LABELS[row.metric];
		return {
			kind: 'next',
			row,
			words: `${name} over ${row.limit}${unit}`,
			detail: `Its chance reaches ${chance}% ${timeInWords(row.onset, facts)}, and is at most ${row.chance}% within ${horizon}.`
		};
	}
	if (warming > 0)
		return {
			kind: 'warming',
			words: `${counted(warming, 'server has', 'servers have')} no forecast yet`,
			detail: 'What breaks next is known once the daemon has warmed up.'
		};
	if (over > 0)
		return {
			kind: 'over',
			words: `${counted(over, 'server is', 'servers are')} over a limit now, and no other is about to be`,
			detail: `No other has a chance of ${chance}% within ${horizon}.`
		};
	return {
		kind: 'calm',
		words: `No server is about to be over a limit`,
		detail: `None is over one now, and none has a chance of ${chance}% within ${horizon}.`
	};
}
