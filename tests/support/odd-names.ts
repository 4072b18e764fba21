/** Names that a daemon may send and that addresses, files and tables have a meaning of their own for. */
export const ODD_NAMES = [
	'a\ud800b',
	'\udc00',
	'50%',
	'a%20b',
	'%E0%A4%A',
	'a#b',
	'a?b&name=c',
	'a+b',
	'a/b',
	'..',
	'../../api',
	'a\nb',
	'a\r\nb\tc',
	'a,"b"',
	'<b>x</b>',
	'__proto__',
	'=1+1',
	'сервер🙂',
	' '
] as const;

/** As they are called from where they enter: half a surrogate pair is spelt out. */
export function enteredName(name: string): string {
	return name.replaceAll('\ud800b', '\\ud800b').replace(/^\udc00$/, '\\udc00');
}
