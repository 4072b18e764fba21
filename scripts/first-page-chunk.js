/** What stands on every page before its view's own code. */
const ROOTS = [
	'/@sveltejs/kit/src/runtime/client/entry.js',
	'/src/routes/+layout.svelte',
	'/src/routes/(views)/+layout.svelte',
	'/src/routes/(views)/+page.svelte'
];

/**
 * Makes one file of all that the first page imports, directly or not. Else it is some forty, each a
 * request of its own and a tenth larger together, since each is compressed alone. What is in it imports
 * nothing outside of it, so no two chunks import each other.
 * @returns {import('vite').Plugin}
 */
export function firstPageChunk() {
	return {
		name: 'first-page-chunk',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === 'client',
		outputOptions(options) {
			/** @type {Set<string>} */
			const members = new Set();
			let complete = false;
			return {
				...options,
				codeSplitting: {
					groups: [
						{
							debugName: 'first page',
							// All modules are asked about before any is named.
							test(id) {
								if (ROOTS.some((root) => id.endsWith(root))) members.add(id);
								return true;
							},
							name(id, context) {
								if (!complete)
									for (const member of members)
										for (const next of context.getModuleInfo(member)?.importedIds ?? [])
											members.add(next);
								complete = true;
								return members.has(id) ? 'first-page' : null;
							}
						}
					]
				}
			};
		}
	};
}
