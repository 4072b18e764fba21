/** RFC 4180, strictly: what a spreadsheet reads. Throws for what it does not allow. */
export function readCsv(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
	while (cell.lastIndex < text.length) {
		const from = cell.lastIndex;
		const found = cell.exec(text);
		if (!found) throw new Error(`no CSV from ${from} on: ${text.slice(from, from + 40)}`);
		row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
		if (found[3] === ',') continue;
		rows.push(row);
		row = [];
	}
	return rows;
}
