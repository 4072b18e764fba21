const SIGNED_NUMBER = /^[+-]\d+([.,]\d+)*( ?%)?$/;

/**
 * A text that no spreadsheet computes. It does so with what begins as a formula does, whoever wrote it: an apostrophe before
 * it makes it text, and one that is there already gets another, so that what was written can be told from what was put
 * before it. A number with a sign stays one.
 */
export function withoutFormula(text: string): string {
	return /^'*[=+\-@\t\r\n]/.test(text) && !SIGNED_NUMBER.test(text) ? `'${text}` : text;
}
