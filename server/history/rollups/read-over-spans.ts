import type { DatabaseSync } from 'node:sqlite';
import { withStep, type OverSpans, type OverSpansQuestion } from '#core/history/over-spans.ts';
import { RESOLUTION_MS } from '#core/history/range.ts';
import { DISPLAY_LIMITS } from '#core/metrics/limits.ts';
import { OUTLOOK_METRICS } from '#core/outlook/metric-outlook.ts';
import { NEWEST_WHOLE_MINUTE } from '../read-window.ts';
import { unpackLast } from './pack.ts';
import { ServerLists } from './server-lists.ts';

interface MinuteRow {
	readonly roster: number;
	readonly metrics: Uint8Array;
}

type SpansByMetric = Map<string, number[]>;

/**
 * Returns which servers were over a limit along time, by the last value of the minute that ends each step: one row is read
 * a step, however many there are.
 */
export function readOverSpans(
	database: DatabaseSync,
	{ at, stepMs, back, ahead }: OverSpansQuestion
): OverSpans {
	const newest = database.prepare(NEWEST_WHOLE_MINUTE).get() as { at: number } | undefined;
	const minute = database.prepare(
		'SELECT roster, metrics FROM server_minutes WHERE at >= ? AND at < ? ORDER BY at DESC LIMIT 1'
	);
	const edge = newest ? newest.at + RESOLUTION_MS.minutes : 0;
	const serverLists = new ServerLists(database);
	const known: number[] = [];
	const servers = new Map<string, SpansByMetric>();
	for (let step = -back; step <= ahead; step++) {
		const end = at + step * stepMs;
		if (end > edge) break;
		const row = minute.get(end - stepMs, end) as MinuteRow | undefined;
		if (!row) continue;
		withStep(known, step);
		addOver(row, serverLists, step, servers);
	}
	return {
		at,
		stepMs,
		known,
		servers: Object.fromEntries(
			[...servers].map(([server, spans]) => [server, Object.fromEntries(spans)])
		)
	};
}

function addOver(
	{ roster, metrics }: MinuteRow,
	serverLists: ServerLists,
	step: number,
	servers: Map<string, SpansByMetric>
): void {
	const serverList = serverLists.get(roster);
	const last = unpackLast(serverList.length, metrics);
	for (const metric of OUTLOOK_METRICS) {
		const { warning } = DISPLAY_LIMITS[metric];
		const valueAt = last(metric);
		serverList.forEach(([server], index) => {
			if (!(valueAt(index) >= warning)) return;
			const own = servers.get(server) ?? new Map<string, number[]>();
			const spans = own.get(metric) ?? [];
			withStep(spans, step);
			servers.set(server, own.set(metric, spans));
		});
	}
}
