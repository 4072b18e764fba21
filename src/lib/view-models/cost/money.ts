/** Cached, because creating a formatter costs more than all that a page does with it. */
const formats = new Map<string, Intl.NumberFormat>();
const names = new Intl.DisplayNames('en', { type: 'currency' });

function formatOf(currency: string, fine: boolean): Intl.NumberFormat {
	const key = `${currency} ${fine}`;
	const known = formats.get(key);
	if (known) return known;
	const format = new Intl.NumberFormat('en', {
		style: 'currency',
		currency,
		...(fine ? {} : { maximumFractionDigits: 0 })
	});
	formats.set(key, format);
	return format;
}

/** Whole units, but to the hundredth below ten: `$50,000`, `€4.25`. `currency` is an ISO 4217 code. */
export function money(amount: number, currency: string): string {
	const fine = Math.abs(amount) < 10 && amount !== 0;
	return formatOf(currency, fine)
		.format(amount + 0)
		.replace('-', '−');
}

/** The name of a currency code. */
export function currencyName(currency: string): string {
	return names.of(currency) ?? currency;
}
