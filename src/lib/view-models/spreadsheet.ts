const SIGNED_NUMBER = /^[+-]\d+([.,]\d+)*( ?%)?$/;

/**
 * Returns text that no spreadsheet evaluates as a formula: an apostrophe before it makes it text, and one that is there
 * already gets another, so that the original can be recovered. A number with a sign stays one.
 */
export function withoutFormula(text: string): string {
	return /^'*[=+\-@\t\r\n]/.test(text) && !SIGNED_NUMBER.test(text) ? `'${text}` : text;
}
