/**
 * The names that the generator gives its servers, longest prefix first. The daemon knows other prefixes for some of
 * these profiles and calls such servers Generic.
 */
const PREFIXES: readonly (readonly [string, string])[] = [
	['ppweb', 'Web API'],
	['ppapi', 'Web API'],
	['ppcond', 'Conductor Mgmt'],
	['ppcon', 'Conductor Mgmt'],
	['ppdb', 'Database'],
	['ppml', 'ML Compute'],
	['ppetl', 'ETL/Ingest'],
	['pprisk', 'Risk Analytics']
];
const GENERIC = 'Generic';

/** What the daemon says, but grouped by the name's prefix where it says Generic. */
export function profileOf(name: string, said: unknown): string {
	if (typeof said === 'string' && said !== '' && said !== GENERIC) return said;
	return PREFIXES.find(([prefix]) => name.startsWith(prefix))?.[1] ?? GENERIC;
}
