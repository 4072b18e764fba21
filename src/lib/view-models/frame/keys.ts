/** What keys do, and where. Each of `keys` does it alone. */
export interface KeyHelp {
	readonly keys: readonly string[];
	readonly words: string;
}

/** All keys that Fleetcast has of its own, grouped by where they work. */
export const KEY_HELP: readonly { readonly title: string; readonly help: readonly KeyHelp[] }[] = [
	{
		title: 'Everywhere',
		help: [
			{ keys: ['/', 'Ctrl K'], words: 'Find a server or a view' },
			{ keys: ['?'], words: 'Show these keys' },
			{ keys: ['Esc'], words: 'Close a list, a menu or this window' }
		]
	},
	{
		title: 'In the search',
		help: [
			{ keys: ['↑', '↓'], words: 'Choose among what was found' },
			{ keys: ['Enter'], words: 'Open it' }
		]
	},
	{
		title: 'On the heatmap',
		help: [
			{ keys: ['←', '→', '↑', '↓'], words: 'Go from server to server' },
			{ keys: ['Home', 'End'], words: 'The first server and the last' },
			{ keys: ['Enter'], words: 'Open the server' }
		]
	},
	{
		title: 'On a slider',
		help: [
			{ keys: ['←', '→'], words: 'One stop less or more' },
			{ keys: ['Home', 'End'], words: 'The least and the most' }
		]
	}
];
