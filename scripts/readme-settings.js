import { format, resolveConfig } from 'prettier';
import { SETTINGS } from '../server/settings/table.ts';

const BEGIN = '<!-- settings: written by `npm run readme` -->';
const END = '<!-- /settings -->';

/**
 * README with its table of settings as the one list of them says.
 *
 * @param {string} readme
 * @throws when the markers around the table are not there
 */
export async function withSettings(readme) {
	const [before, rest] = readme.split(BEGIN);
	const after = rest?.split(END)[1];
	if (after === undefined) throw new Error('README.md has lost the markers around its settings');
	const options = { ...(await resolveConfig('README.md')), filepath: 'README.md' };
	return format([before, BEGIN, '\n\n', settingsTable(), '\n\n', END, after].join(''), options);
}

function settingsTable() {
	const rows = Object.entries(SETTINGS).map(([name, { fallback, type, sentence }]) =>
		row(`\`${name}\``, type, fallback && `\`${fallback}\``, sentence)
	);
	return [row('name', 'type', 'default', ''), '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** @param {string[]} cells */
function row(...cells) {
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
