import { posix } from 'node:path';
import ts from 'typescript';

/** The aliases of package.json's `imports`, and where they lead. */
export type Aliases = Readonly<Record<string, string>>;
/** Which files each file imports, types included. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g;

/** The graph of all imports between these files: static, dynamic, and of types alone. */
export function importGraph(files: ReadonlyMap<string, string>, aliases: Aliases): ImportGraph {
	return new Map(
		[...files].map(([file, text]) => [
			file,
			namesIn(file, text)
				.map((name) => resolved(file, name, aliases))
				.filter((target) => files.has(target))
		])
	);
}

function namesIn(file: string, text: string): string[] {
	const code = file.endsWith('.svelte')
		? [...text.matchAll(SCRIPT)].map(([, script]) => script).join('\n')
		: text;
	return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
}

function resolved(file: string, name: string, aliases: Aliases): string {
	if (name.startsWith('.')) return posix.join(posix.dirname(file), name);
	const alias = Object.keys(aliases).find((start) => name.startsWith(start));
	return alias === undefined ? name : `${aliases[alias]}${name.slice(alias.length)}`;
}

/**
 * Returns every cycle: the groups of files that all reach one another (Tarjan's strongly connected components). A
 * component that imports itself is none.
 */
export function cyclesOf(graph: ImportGraph): string[][] {
	const order = new Map<string, number>();
	const open: string[] = [];
	const cycles: string[][] = [];

	function visit(file: string): number {
		const index = order.size;
		order.set(file, index);
		open.push(file);
		let lowest = index;
		for (const target of graph.get(file) ?? []) {
			if (!order.has(target)) lowest = Math.min(lowest, visit(target));
			else if (open.includes(target)) lowest = Math.min(lowest, order.get(target) ?? index);
		}
		if (lowest === index) {
			const group = open.splice(open.indexOf(file));
			if (group.length > 1) cycles.push(group.sort());
		}
		return lowest;
	}

	for (const file of graph.keys()) if (!order.has(file)) visit(file);
	return cycles;
}
