/** Prefixes of names and the label of each, as in the daemon's contract. The first match counts. */
const LABELS = [
	['ppdb', 'Database'],
	['ppml', 'ML Compute'],
	['ppapi', 'Web API'],
	['ppcond', 'Conductor Mgmt'],
	['ppetl', 'ETL/Ingest'],
	['pprisk', 'Risk Analytics']
] as const;

export type ProfileLabel = (typeof LABELS)[number][1] | 'Generic';

export function profileLabel(serverName: string): ProfileLabel {
	return LABELS.find(([prefix]) => serverName.startsWith(prefix))?.[1] ?? 'Generic';
}

/** Databases fill their memory on purpose, so it is scored by limits of its own. */
export function isDatabase(serverName: string): boolean {
	return serverName.startsWith('ppdb');
}
