import { z } from 'zod';
import { isWorse, levelOf, LEVELS, type Level } from './level.ts';
import { TimedList } from './timed-list.ts';
import { MONTH_MS } from './time-range.ts';

/** Enough for a month of a large fleet in trouble. */
const MOST_EVENTS = 20_000;

/**
 * In ms. An improvement counts once it has lasted this long, and then from its beginning: a score that oscillates about
 * a threshold would otherwise be an alert every few seconds.
 */
const EASED_AFTER_MS = 60_000;

const levelSchema = z.enum(LEVELS);

const eventSchema = z.object({
	id: z.number(),
	at: z.number(),
	serverName: z.string(),
	kind: z.enum(['escalation', 'de-escalation', 'resolved']),
	previous: levelSchema,
	next: levelSchema,
	riskScore: z.number(),
	/** The display metrics at that moment, as JSON text. */
	metrics: z.string(),
	/** When the server was healthy again, in ms since 1970. */
	resolvedAt: z.number().optional(),
	/** From this event until healthy; for the event that resolves an incident, from its first event. */
	durationMs: z.number().optional()
});

const standingSchema = z.object({
	level: levelSchema,
	/** Since when the server has not been healthy. */
	incidentAt: z.number().optional(),
	/** Since when its score has been below its level, and the worst level since then. */
	easing: z.object({ at: z.number(), worst: levelSchema }).optional(),
	seenAt: z.number()
});

export const levelLogSchema = z.object({
	nextId: z.number(),
	events: z.array(eventSchema),
	standings: z.array(z.tuple([z.string(), standingSchema]))
});

export type LevelEvent = z.infer<typeof eventSchema>;
type Standing = z.infer<typeof standingSchema>;
export type LevelLogState = z.infer<typeof levelLogSchema>;

export interface LevelSample {
	at: number;
	serverName: string;
	score: number;
	/** Called only if the level has changed. */
	metrics: () => string;
}

/** Every server's level, and each change of it. */
export class LevelLog {
	readonly #standings: Map<string, Standing>;
	readonly #events: TimedList<LevelEvent>;
	/** Events of servers that are not healthy yet. */
	readonly #open = new Map<string, LevelEvent[]>();
	#nextId: number;

	constructor(stored?: LevelLogState) {
		this.#standings = new Map(stored?.standings);
		this.#events = new TimedList(MONTH_MS, MOST_EVENTS, stored?.events);
		this.#nextId = stored?.nextId ?? 1;
		for (const event of this.#events.all()) {
			if (event.resolvedAt === undefined) this.#openOf(event.serverName).push(event);
		}
	}

	observe(sample: LevelSample): void {
		const { at, serverName, score } = sample;
		const level = levelOf(score);
		const standing = this.#standings.get(serverName) ?? { level: 'healthy', seenAt: at };
		standing.seenAt = at;
		this.#standings.set(serverName, standing);
		if (isWorse(level, standing.level)) {
			standing.incidentAt ??= at;
			standing.easing = undefined;
			this.#record(sample, at, 'escalation', standing, level);
		} else if (level === standing.level) {
			standing.easing = undefined;
		} else {
			this.#ease(sample, standing, level);
		}
	}

	/** Forgets the levels of servers that left long ago; their events stay until their month is over. */
	forget(before: number): void {
		for (const [serverName, { seenAt }] of this.#standings) {
			if (seenAt >= before) continue;
			this.#standings.delete(serverName);
			this.#open.delete(serverName);
		}
	}

	/** Oldest first. */
	since(at: number): LevelEvent[] {
		return this.#events.since(at);
	}

	state(): LevelLogState {
		return {
			nextId: this.#nextId,
			events: [...this.#events.all()],
			standings: [...this.#standings]
		};
	}

	#ease(sample: LevelSample, standing: Standing, level: Level): void {
		const { easing } = standing;
		const worst = easing && isWorse(easing.worst, level) ? easing.worst : level;
		standing.easing = { at: easing?.at ?? sample.at, worst };
		if (sample.at - standing.easing.at < EASED_AFTER_MS) return;
		const { at } = standing.easing;
		standing.easing = undefined;
		if (worst !== 'healthy') {
			this.#record(sample, at, 'de-escalation', standing, worst);
			return;
		}
		for (const event of this.#openOf(sample.serverName)) resolve(event, event.at, at);
		this.#open.delete(sample.serverName);
		const event = this.#record(sample, at, 'resolved', standing, worst);
		resolve(event, standing.incidentAt ?? at, at);
		standing.incidentAt = undefined;
	}

	#record(
		{ serverName, score, metrics }: LevelSample,
		at: number,
		kind: LevelEvent['kind'],
		standing: Standing,
		next: Level
	): LevelEvent {
		const event: LevelEvent = {
			id: this.#nextId++,
			at,
			serverName,
			kind,
			previous: standing.level,
			next,
			riskScore: score,
			metrics: metrics()
		};
		standing.level = next;
		this.#events.add(event);
		if (next !== 'healthy') this.#openOf(serverName).push(event);
		return event;
	}

	#openOf(serverName: string): LevelEvent[] {
		let open = this.#open.get(serverName);
		if (!open) this.#open.set(serverName, (open = []));
		return open;
	}
}

function resolve(event: LevelEvent, from: number, at: number): void {
	event.resolvedAt = at;
	event.durationMs = at - from;
}
