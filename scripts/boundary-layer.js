/** What a boundary is made of: a layer's files, the imports it must not have, and the statements it must not hold. */

/** @param {string} selector @param {string} message */
const banned = (selector, message) => ({ selector, message });
export const barrel = banned(
	'ExportAllDeclaration',
	'No barrels: import from the file that has the noun.'
);
const SETTINGS = 'Settings are read once, in the composition root (server/main.ts).';
export const environment = [
	banned("MemberExpression[object.name='process'][property.name='env']", SETTINGS),
	banned("MemberExpression[object.name='process'][property.value='env']", SETTINGS),
	banned("VariableDeclarator[init.name='process'] Property[key.name='env']", SETTINGS),
	banned('ImportDeclaration[source.value=/^(node:)?process$/]', SETTINGS)
];
export const encodedPath = banned(
	"MemberExpression[property.name='pathname'] > NewExpression[callee.name='URL'][arguments.1.object.type='MetaProperty']",
	'A URL’s path is percent-encoded and no file’s name: use fileURLToPath.'
);
/** @param {string} object @param {string} method */
const callOf = (object, method) =>
	`CallExpression[callee.object.name='${object}'][callee.property.name='${method}']`;
const TIME = 'Take the time from the clock.';
export const time = [
	banned(callOf('Date', 'now'), TIME),
	banned("NewExpression[callee.name='Date'][arguments.length=0]", TIME),
	banned(callOf('performance', 'now'), TIME),
	banned('CallExpression[callee.name=/^set(Timeout|Interval)$/]', 'Take timers from the clock.'),
	banned(
		"CallExpression[callee.object.name='globalThis'][callee.property.name=/^set(Timeout|Interval)$/]",
		'Take timers from the clock.'
	)
];
export const chance = banned(callOf('Math', 'random'), 'Chance is handed in.');

/**
 * A layer: no import, static, dynamic or of a type, whose name matches `forbidden`, and none of the banned statements.
 * @param {{ files: string[], message: string, forbidden: string, bannedStatements?: { selector: string, message: string }[] }} layer
 */
export const layer = ({ files, message, forbidden, bannedStatements = [] }) => {
	// A selector's pattern cannot hold a slash.
	const pattern = `/${forbidden.replaceAll('/', '\\u002F')}/`;
	return {
		files,
		rules: {
			'no-restricted-imports': /** @type {const} */ ([
				'error',
				{ patterns: [{ regex: forbidden, message }] }
			]),
			'no-restricted-syntax': /** @type {const} */ ([
				'error',
				barrel,
				encodedPath,
				...bannedStatements,
				banned(`ImportExpression[source.value=${pattern}]`, message),
				banned(`TSImportType[source.value=${pattern}]`, message)
			])
		}
	};
};
