import * as z from 'zod/mini';
import { dictionaryOf, instant } from '#core/json/schema.ts';
import type { NextRow, NextRows } from './rows.ts';

/** How urgent a server is: next to break, over a warning limit, over a critical one. */
const urgency = z.literal([1, 2, 3]);
type Urgency = z.infer<typeof urgency>;

/** What a browser remembers of the view: when it was looked at last, and which servers were there, how urgent. */
export const lookSchema = z.object({ at: instant, servers: dictionaryOf(urgency) });
export type LookSummary = z.infer<typeof lookSchema>;

/** What changed between two looks, by name; a server that is in none of these is as it was. */
export interface Changes {
	/** When the earlier look was. */
	readonly since: number;
	readonly kinds: readonly {
		readonly kind: 'new' | 'worse' | 'better' | 'gone';
		readonly servers: readonly string[];
	}[];
}

/** A shorter absence is none: nothing is told after a glance at another tab. */
const ABSENCE_MS = 60_000;

export function summaryOf({ over, next }: NextRows, at: number): LookSummary {
	const servers = new Map<string, Urgency>();
	for (const row of [...next, ...over])
		servers.set(row.server, Math.max(servers.get(row.server) ?? 1, urgencyOf(row)) as Urgency);
	return { at, servers: Object.fromEntries(servers) };
}

/** Returns what changed; undefined where nothing did, or nobody was away. */
export function changesBetween(before: LookSummary, after: LookSummary): Changes | undefined {
	if (after.at - before.at < ABSENCE_MS) return undefined;
	const was = (server: string) => urgencyIn(before, server);
	const is = (server: string) => urgencyIn(after, server);
	const [then, now] = [Object.keys(before.servers), Object.keys(after.servers)];
	const kinds = [
		{ kind: 'new' as const, servers: now.filter((server) => was(server) === 0) },
		{
			kind: 'worse' as const,
			servers: now.filter((server) => was(server) > 0 && is(server) > was(server))
		},
		{ kind: 'better' as const, servers: now.filter((server) => is(server) < was(server)) },
		{ kind: 'gone' as const, servers: then.filter((server) => is(server) === 0) }
	]
		.filter(({ servers }) => servers.length > 0)
		.map(({ kind, servers }) => ({
			kind,
			// The most urgent first: not all are named.
			servers: servers.toSorted((a, b) => is(b) - is(a) || was(b) - was(a) || (a < b ? -1 : 1))
		}));
	return kinds.length > 0 ? { since: before.at, kinds } : undefined;
}

function urgencyOf({ onset, level }: NextRow): Urgency {
	if (onset > 0) return 1;
	return level === 'critical' ? 3 : 2;
}

function urgencyIn({ servers }: LookSummary, server: string): Urgency | 0 {
	return Object.hasOwn(servers, server) ? (servers[server] ?? 0) : 0;
}
