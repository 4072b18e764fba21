import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestEvent } from '@sveltejs/kit';
import { getRequest, setResponse } from '@sveltejs/kit/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BYTE_ORDER_MARK, type CsvColumn } from '#view-models/history/csv.ts';
import { ALERT_COLUMNS, ENVIRONMENT_COLUMNS, seriesColumns } from '#view-models/history/exports.ts';
import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import { systemClock } from '../../../server/clock.ts';
import { createHistory, type History } from '../../../server/history/history.ts';
import { GET } from '../../../src/routes/api/history/export/+server.ts';
import { levelTick } from '../../support/derived-history.ts';
import { BEGAN } from '../../support/kept-ticks.ts';
import { readCsv } from '../../support/read-csv.ts';

const LONG_MS = 1e10;
const TICKS = 60;
const SERVER = 'db,"1"';
/** A deadline for a hang on a busy machine. */
let dir: string;
let history: History;
let server: Server;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fleetcast-export-'));
	let kept = 0;
	history = createHistory({
		dir,
		retention: { ticksMs: LONG_MS, minutesMs: LONG_MS, hoursMs: LONG_MS },
		maxBytes: 100_000_000,
		clock: systemClock,
		onFault: () => undefined,
		onRecovered: () => undefined,
		onKept: (ticks) => (kept += ticks.length)
	});
	for (let tick = 0; tick < TICKS; tick++) {
		const level = tick % 7 < 3 ? 'critical' : 'healthy';
		history.keep(levelTick(BEGAN + tick * 15_000, { [SERVER]: level, web1: 'healthy' }));
		if (tick % 10 === 9) await expect.poll(() => kept).toBe(tick + 1);
	}
	server = createServer((request, response) => void serve(request, response)).listen(0);
	await once(server, 'listening');
});

/** The route as Kit calls it, its request and response those of a real connection. */
async function serve(...[incoming, outgoing]: Parameters<Parameters<typeof createServer>[1] & {}>) {
	const request = await getRequest({ request: incoming, base: 'http://localhost' });
	const event = {
		request,
		url: new URL(request.url),
		getClientAddress: () => '127.0.0.1',
		locals: { host: { history } }
	};
	await setResponse(
		outgoing,
		await GET(event as unknown as RequestEvent & Parameters<typeof GET>[0])
	);
}

afterEach(async () => {
	server.close();
	await history.close();
	await rm(dir, { recursive: true });
});

function get(query: Readonly<Record<string, string>>): Promise<Response> {
	const { port } = server.address() as AddressInfo;
	return fetch(
		`http://127.0.0.1:${port}/api/history/export?${new URLSearchParams(query).toString()}`
	);
}

async function answerTo<Name extends QueryName>(
	name: Name,
	question: QuestionOf<Name>
): Promise<AnswerOf<Name>> {
	const answer = await history.ask(name, question);
	if (!answer.ok) throw new Error(answer.problem.detail);
	return answer.value;
}

/** The file that was downloaded says in every column what the query answered. */
async function expectFile<Row>(
	query: { readonly what: string; readonly range: string; readonly server?: string },
	columns: readonly CsvColumn<Row>[],
	rows: readonly Row[]
): Promise<void> {
	const response = await get(query);
	expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
	expect(response.headers.get('content-disposition')).toBe(
		`attachment; filename="fleetcast-${query.what}-${query.range}.csv"`
	);
	const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
	expect(text.startsWith(BYTE_ORDER_MARK)).toBe(true);
	expect(rows.length).toBeGreaterThan(0);
	expect(readCsv(text.slice(1))).toEqual([
		columns.map(({ title }) => title),
		...rows.map((row) => columns.map(({ cell }) => String(cell(row) ?? '')))
	]);
}

test('each export, downloaded, says in every column what its query answers', async () => {
	const range = '1h';
	const { points } = await answerTo('environment', { range });
	expect(ENVIRONMENT_COLUMNS).toHaveLength(10);
	await expectFile({ what: 'environment', range }, ENVIRONMENT_COLUMNS, points);
	const series = await answerTo('series', { range, server: SERVER });
	await expectFile({ what: 'series', range, server: SERVER }, seriesColumns(SERVER), series.points);
	const { events } = await answerTo('events', { range, limit: 1_000 });
	await expectFile({ what: 'alerts', range }, ALERT_COLUMNS, events);
});

test('an export that is not understood is refused, and no file', async () => {
	const refusals: readonly Record<string, string>[] = [
		{ what: 'all' },
		{ what: 'series', range: '2h' },
		{ what: 'alerts', until: 'now' }
	];
	for (const query of refusals) {
		const response = await get(query);
		expect(response.status).toBe(400);
		expect(response.headers.get('content-type')).toContain('application/json');
		expect(await response.json()).toMatchObject({ problem: { kind: 'message-malformed' } });
	}
});

test('a question whose asker has gone is not asked', async () => {
	const asked = new AbortController();
	const gone = history.ask('summary', { range: '1M' }, { signal: asked.signal });
	asked.abort();
	expect(await gone).toMatchObject({ ok: false });
	expect(await history.ask('summary', { range: '1M' })).toMatchObject({ ok: true });
});
