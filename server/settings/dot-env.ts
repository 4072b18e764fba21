import { withoutByteOrderMark } from '../byte-order-mark.ts';
import { similarName } from './similar-name.ts';

export interface DotEnv {
	readonly values: Readonly<Record<string, string>>;
	readonly faults: readonly string[];
}

/** `NAME=value`, with spaces around each, `export` before it, and as the value a quoted text, or words up to a comment. */
const ASSIGNMENT = /^(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*/;
const EMPTY = /^[ \t]*(?:#.*)?$/;

/**
 * Reads the settings in `.env`, if there is one. A line that yields no setting is an error with its number: without the
 * tokens that a line was meant to set, everyone would be let in. An error never repeats a line: it might hold a key.
 * @param readFile throws when it cannot
 */
export function readDotEnv(readFile: (path: string) => string, known: readonly string[]): DotEnv {
	try {
		return parse(withoutByteOrderMark(readFile('.env')), known);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT') return { values: {}, faults: [] };
		return { values: {}, faults: [`.env: it is there but cannot be read (${code ?? 'unknown'})`] };
	}
}

function parse(text: string, known: readonly string[]): DotEnv {
	// UTF-16, as some editors write it: none of its lines could be read.
	if (text.includes('\0')) return { values: {}, faults: ['.env: expected text in UTF-8'] };
	const lines = text.split(/\r\n|\r|\n/);
	const values: Record<string, string> = {};
	const faults: string[] = [];
	const setAt = new Map<string, number>();
	for (let at = 0; at < lines.length;) {
		const number = at + 1;
		const { name, value, fault, taken } = readEntry(lines, at);
		at += taken;
		const wrong = fault ?? (name === undefined ? undefined : nameFault(name, known, setAt));
		if (wrong) faults.push(`.env, line ${number}: ${wrong}`);
		if (name === undefined) continue;
		setAt.set(name, setAt.get(name) ?? number);
		if (value !== undefined && !wrong) values[name] = value;
	}
	return { values, faults };
}

interface Entry {
	readonly name?: string | undefined;
	readonly value?: string;
	readonly fault?: string;
	/** How many lines it spans. */
	readonly taken: number;
}

function readEntry(lines: readonly string[], at: number): Entry {
	const line = (lines[at] ?? '').trim();
	if (EMPTY.test(line)) return { taken: 1 };
	const [begin, name] = ASSIGNMENT.exec(line) ?? [];
	if (begin === undefined) return { taken: 1, fault: 'expected NAME=value' };
	const rest = line.slice(begin.length);
	const quote = /^["'`]/.exec(rest)?.[0];
	if (quote) return { name, ...readQuoted(quote, rest, lines.slice(at + 1)) };
	// Some readers of such files start a comment at any "#": ambiguous, so it is an error.
	if (/[^ \t]#/.test(rest))
		return { name, taken: 1, fault: 'expected quotes around a value with "#" in it' };
	return { name, taken: 1, value: rest.replace(/(^|[ \t])#.*$/, '').trim() };
}

/** A quoted value may continue over lines, up to its closing quote, but not past a line that sets something. */
function readQuoted(
	quote: string,
	rest: string,
	following: readonly string[]
): Omit<Entry, 'name'> {
	const next = following.findIndex((line) => ASSIGNMENT.test(line.trimStart()));
	const own = next === -1 ? following : following.slice(0, next);
	const more = rest.includes(quote, 1) ? 0 : own.findIndex((line) => line.includes(quote)) + 1;
	const whole = [rest, ...own.slice(0, more)];
	const text = whole.join('\n');
	const end = text.indexOf(quote, 1);
	if (end === -1) return { taken: 1, fault: 'the quote is not closed' };
	const taken = whole.length;
	if (!EMPTY.test(text.slice(end + 1)))
		return { taken, fault: 'expected nothing after the closing quote' };
	const inside = text.slice(1, end);
	return { taken, value: quote === '"' ? inside.replaceAll('\\n', '\n') : inside };
}

function nameFault(
	name: string,
	known: readonly string[],
	setAt: ReadonlyMap<string, number>
): string | undefined {
	const before = setAt.get(name);
	if (before !== undefined) return `line ${before} sets the same`;
	if (known.includes(name)) return undefined;
	const meant = similarName(name, known);
	return `no setting has this name${meant ? `; is ${meant} meant?` : ''}`;
}
