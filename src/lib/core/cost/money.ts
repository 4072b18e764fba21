/** Whole units, but to the hundredth below ten: `$50,000`, `€4.25`. `currency` is an ISO 4217 code. */
export function money(amount: number, currency: string): string {
	const fine = Math.abs(amount) < 10 && amount !== 0;
	return new Intl.NumberFormat('en', {
		style: 'currency',
		currency,
		...(fine ? {} : { maximumFractionDigits: 0 })
	})
		.format(amount + 0)
		.replace('-', '−');
}

/** The name that goes with a code, for those who do not know it by heart. */
export function currencyName(currency: string): string {
	return new Intl.DisplayNames('en', { type: 'currency' }).of(currency) ?? currency;
}
