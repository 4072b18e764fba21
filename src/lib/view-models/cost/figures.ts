import { decimal } from '#core/format.ts';
import {
	COST_TIERS,
	MONTH_DAYS,
	YEAR_DAYS,
	type Avoided,
	type RiskCounts
} from '#core/cost/formula.ts';
import { money } from './money.ts';

/** One line of the page's comparison: its name, its formula, and its format. */
export interface FigureLine {
	readonly id: string;
	readonly title: string;
	readonly method: string;
	/** A sum of money, or derived from one: shown only with a day of history behind it. */
	readonly isClaim: boolean;
	readonly text: (avoided: Avoided, counts: RiskCounts, currency: string) => string;
}

const [HIGH, MEDIUM] = COST_TIERS;

export const FIGURE_LINES: readonly FigureLine[] = [
	{
		id: 'high',
		title: 'High-risk servers',
		method: `risk ${HIGH.from} and over`,
		isClaim: false,
		text: (_, { high }) => count(high)
	},
	{
		id: 'medium',
		title: 'Medium-risk servers',
		method: `risk ${MEDIUM.from} to under ${HIGH.from}`,
		isClaim: false,
		text: (_, { medium }) => count(medium)
	},
	{
		id: 'incidents',
		title: 'Incidents prevented per day',
		method: `(high + ${MEDIUM.incidentWeight} × medium) × prevention rate`,
		isClaim: false,
		text: ({ incidentsPerDay }) => incidentsPerDay.toFixed(2)
	},
	{
		id: 'daily',
		title: 'Avoided per day',
		method: 'incidents × cost per hour × hours per outage',
		isClaim: true,
		text: ({ daily }, _, currency) => money(daily, currency)
	},
	{
		id: 'monthly',
		title: 'Avoided per month',
		method: `per day × ${MONTH_DAYS}`,
		isClaim: true,
		text: ({ monthly }, _, currency) => money(monthly, currency)
	},
	{
		id: 'annual',
		title: 'Avoided per year',
		method: `per day × ${YEAR_DAYS}`,
		isClaim: true,
		text: ({ annual }, _, currency) => money(annual, currency)
	},
	{
		id: 'payback',
		title: 'Payback',
		method: 'investment ÷ avoided per month',
		isClaim: true,
		text: ({ paybackMonths }) => paybackInWords(paybackMonths)
	},
	{
		id: 'net',
		title: 'First-year net',
		method: 'avoided per year − investment',
		isClaim: true,
		text: ({ firstYearNet }, _, currency) => money(firstYearNet, currency)
	},
	{
		id: 'verdict',
		title: 'Verdict',
		method: 'by payback',
		isClaim: true,
		text: ({ verdict }) => verdict
	}
];

/** `never` when nothing is avoided, and `under 0.1 months` for a payback within days. */
function paybackInWords(months: number | undefined): string {
	if (months === undefined) return 'never at this rate';
	return months < 0.1 ? 'under 0.1 months' : `${decimal(months)} months`;
}

/** Whole servers as integers; a mean to a tenth. */
function count(servers: number): string {
	return Number.isInteger(servers) ? String(servers) : decimal(servers);
}
