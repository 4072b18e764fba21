import { csvHead, csvRow, type CsvColumn } from '#view-models/history/csv.ts';
import type { EventsQuestion } from '#core/history/events.ts';
import {
	ALERT_COLUMNS,
	ENVIRONMENT_COLUMNS,
	seriesColumns,
	withSimulated,
	type ExportName
} from '#view-models/history/exports.ts';
import { EVENTS_LIMIT } from '#view-models/history/query-string.ts';
import type { SeriesQuestion } from '#core/history/series.ts';
import type { Host } from '#core/host.ts';
import { ok, type Result } from '#core/protocol/problem.ts';

type HistoryQueries = Host['history'];
type Lines = AsyncIterable<string>;

/**
 * The lines of a file. The first page is read beforehand, so that a refusal is an answer of its own and not half a file.
 */
export async function beginExport(
	history: HistoryQueries,
	what: ExportName,
	{ server, ...question }: SeriesQuestion
): Promise<Result<Lines>> {
	if (what === 'alerts') return beginAlerts(history, { ...question, limit: EVENTS_LIMIT.most });
	if (what === 'environment') {
		const answer = await history.ask('environment', question);
		if (!answer.ok) return answer;
		const { window, points } = answer.value;
		return ok(linesOf(withSimulated(ENVIRONMENT_COLUMNS, window), [points]));
	}
	const answer = await history.ask('series', { ...question, server });
	if (!answer.ok) return answer;
	const { window, points } = answer.value;
	return ok(linesOf(withSimulated(seriesColumns(server), window), [points]));
}

/** Page by page, however many; `until` keeps their end fixed. */
async function beginAlerts(
	history: HistoryQueries,
	question: EventsQuestion
): Promise<Result<Lines>> {
	const first = await history.ask('events', question);
	if (!first.ok) return first;
	const until = first.value.window.to;
	const pages = async function* () {
		let { events } = first.value;
		while (events.length > 0) {
			yield events;
			const before = events.at(-1);
			const next = await history.ask('events', { ...question, until, ...(before && { before }) });
			// Throwing aborts the download: a truncated file must not look complete.
			if (!next.ok) throw new Error(next.problem.detail);
			({ events } = next.value);
		}
	};
	return ok(linesOf(withSimulated(ALERT_COLUMNS, first.value.window), pages()));
}

async function* linesOf<Row>(
	columns: readonly CsvColumn<Row>[],
	pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>
): Lines {
	yield csvHead(columns);
	for await (const page of pages) yield page.map((row) => csvRow(columns, row)).join('');
}

/** A pull stream: the next lines are read when the client has taken the previous ones. */
export function csvResponse(fileName: string, lines: Lines): Response {
	const encoder = new TextEncoder();
	const iterator = lines[Symbol.asyncIterator]();
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const next = await iterator.next();
			if (next.done) controller.close();
			else controller.enqueue(encoder.encode(next.value));
		},
		async cancel() {
			await iterator.return?.();
		}
	});
	return new Response(body, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${fileName}"`,
			'cache-control': 'no-store'
		}
	});
}
