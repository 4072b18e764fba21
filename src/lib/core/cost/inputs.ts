import * as z from 'zod/mini';

/** The numbers that a user enters, each with its limits. */
export const COST_FIELDS = {
	costPerHour: {
		parameter: 'cost',
		label: 'Outage cost per hour',
		unit: undefined,
		usual: 50_000,
		least: 1,
		most: 1_000_000_000,
		step: 1_000
	},
	hours: {
		parameter: 'hours',
		label: 'Mean outage duration',
		unit: 'h',
		usual: 2.5,
		least: 0.1,
		most: 720,
		step: 0.1
	},
	investment: {
		parameter: 'investment',
		label: 'Investment',
		unit: undefined,
		usual: 250_000,
		least: 1,
		most: 1_000_000_000_000,
		step: 1_000
	},
	preventionPercent: {
		parameter: 'prevention',
		label: 'Prevention rate',
		unit: '%',
		usual: 85,
		least: 50,
		most: 100,
		step: 1
	}
} as const;
export type CostField = keyof typeof COST_FIELDS;
export const COST_FIELD_NAMES = Object.keys(COST_FIELDS) as CostField[];

/** Money in `currency`, an ISO 4217 code. */
export type CostInputs = Readonly<Record<CostField, number>> & { readonly currency: string };

/** The most common come first in the list; the address takes any other that Intl knows. */
export const CURRENCIES = [
	'USD',
	'EUR',
	'GBP',
	'CHF',
	'JPY',
	'CAD',
	'AUD',
	'NZD',
	'SEK',
	'NOK',
	'DKK',
	'PLN',
	'CZK',
	'INR',
	'CNY',
	'SGD',
	'HKD',
	'KRW',
	'BRL',
	'MXN',
	'ZAR',
	'TRY',
	'ILS',
	'AED'
] as const;
export const USUAL_CURRENCY = 'USD';
const CURRENCY_PARAMETER = 'currency';

const fieldSchema = (field: CostField) =>
	z.number().check(z.gte(COST_FIELDS[field].least), z.lte(COST_FIELDS[field].most));
const currencySchema = z.string().check(z.refine(isCurrency));

/** What a browser stores: only what the user changed. */
export const givenCostSchema = z.object({
	costPerHour: z.optional(fieldSchema('costPerHour')),
	hours: z.optional(fieldSchema('hours')),
	investment: z.optional(fieldSchema('investment')),
	preventionPercent: z.optional(fieldSchema('preventionPercent')),
	currency: z.optional(currencySchema)
});
export type GivenCost = z.infer<typeof givenCostSchema>;

const KNOWN_CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export function isCurrency(code: string): boolean {
	return KNOWN_CURRENCIES.has(code);
}

export interface ReadCost {
	readonly given: GivenCost;
	/** One sentence for each part of the address that cannot be used. */
	readonly faults: readonly string[];
}

/** Reads the inputs from an address. Unusable parts are reported and otherwise ignored. */
export function readCost(query: URLSearchParams): ReadCost {
	const given: Partial<Record<CostField, number>> = {};
	const faults: string[] = [];
	for (const field of COST_FIELD_NAMES) {
		const { parameter, label, least, most } = COST_FIELDS[field];
		const text = query.get(parameter);
		if (text === null) continue;
		const number = text.trim() === '' ? NaN : Number(text);
		if (number >= least && number <= most) given[field] = number;
		else
			faults.push(
				`${label}: “${text}” is not a number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`
			);
	}
	const code = query.get(CURRENCY_PARAMETER)?.toUpperCase();
	if (code !== undefined && !isCurrency(code)) faults.push(`Currency: “${code}” is not known`);
	return {
		given: { ...given, ...(code !== undefined && isCurrency(code) && { currency: code }) },
		faults
	};
}

/** Writes all inputs into a query, so that everyone who opens the address sees the same figures. */
export function writeCost(inputs: CostInputs): URLSearchParams {
	const query = new URLSearchParams(
		COST_FIELD_NAMES.map((field): [string, string] => [
			COST_FIELDS[field].parameter,
			String(inputs[field])
		])
	);
	query.set(CURRENCY_PARAMETER, inputs.currency);
	return query;
}

/** Merges inputs: the first source that has one wins, and the default fills the rest. */
export function costInputs(...sources: readonly GivenCost[]): CostInputs {
	const first = <Value>(read: (source: GivenCost) => Value | undefined, usual: Value): Value =>
		sources.map(read).find((value) => value !== undefined) ?? usual;
	const number = (field: CostField) =>
		first<number>((source) => source[field], COST_FIELDS[field].usual);
	return {
		costPerHour: number('costPerHour'),
		hours: number('hours'),
		investment: number('investment'),
		preventionPercent: number('preventionPercent'),
		currency: first<string>((source) => source.currency, USUAL_CURRENCY)
	};
}
