/** Name prefixes and the label each gives, as the daemon's contract has them. First match counts. */
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

/** Databases keep their memory full on purpose, so their memory is scored by limits of their own. */
export function isDatabase(serverName: string): boolean {
	return serverName.startsWith('ppdb');
}
