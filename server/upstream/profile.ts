/**
 * The name prefixes that the generator gives its servers, longest first. The daemon uses other prefixes for some of these
 * profiles and calls such servers Generic.
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

/** Returns the daemon's profile, or one derived from the name's prefix where it says Generic. */
export function profileOf(name: string, said: unknown): string {
	if (typeof said === 'string' && said !== '' && said !== GENERIC) return said;
	return PREFIXES.find(([prefix]) => name.startsWith(prefix))?.[1] ?? GENERIC;
}
