import { format, resolveConfig } from 'prettier';
import { PROBLEMS } from '../src/lib/core/protocol/problem.ts';
import { declarationOf } from './protocol-types.js';
import { PROBLEM_SENTENCES } from './protocol-words.js';

const PAGE = 'docs/protocol.md';

/**
 * The page with everything between its markers as schemas, problems and a recorded session say. The markers name what
 * belongs there: `<!-- types: Join Replay -->`, `<!-- problems -->`, `<!-- session -->`, each ended by `<!-- / -->`.
 *
 * @param {string} page
 * @param {string} session
 */
export async function withWire(page, session) {
	const filled = page.replace(
		/(<!-- (types: ([\w ]+)|problems|session) -->)[\s\S]*?(<!-- \/ -->)/g,
		(
			_,
			/** @type {string} */ begin,
			/** @type {string} */ kind,
			/** @type {string} */ names,
			/** @type {string} */ end
		) => {
			const text =
				kind === 'problems'
					? problemTable()
					: kind === 'session'
						? fenced('text', session)
						: fenced('ts', names.trim().split(' ').map(declarationOf).join('\n\n'));
			return `${begin}\n\n${text}\n\n${end}`;
		}
	);
	return format(filled, { ...(await resolveConfig(PAGE)), filepath: PAGE });
}

/** The names of all types that the page shows. @param {string} page */
export function typesOn(page) {
	return [...page.matchAll(/<!-- types: ([\w ]+) -->/g)].flatMap(([, names = '']) =>
		names.trim().split(' ')
	);
}

/** @param {string} language @param {string} text */
function fenced(language, text) {
	return ['```' + language, text, '```'].join('\n');
}

function problemTable() {
	const rows = Object.entries(PROBLEMS)
		.map(([kind, { cure }]) => ({ kind, cure, sentence: PROBLEM_SENTENCES[kind] ?? '' }))
		.sort((a, b) => a.cure.localeCompare(b.cure))
		.map(({ kind, cure, sentence }) => `| ${cure} | \`${kind}\` | ${sentence} |`);
	return ['| cure | kind | |', '| --- | --- | --- |', ...rows].join('\n');
}
