import type { CascadeEventsState } from '#core/topics/cascade-events.ts';
import type { CascadeState } from '#core/topics/states.ts';

/**
 * The daemon's verdict on cascades. `undecided`: it cannot tell yet, and its full score then means nothing; `reason` in its
 * own words. `score-only`: it reports the fleet's health, but not what it detects. `failed`: it does not answer.
 */
export type CascadeVerdict =
	| { readonly kind: 'waiting' }
	| { readonly kind: 'not-offered' }
	| { readonly kind: 'failed'; readonly reason: string }
	| { readonly kind: 'undecided'; readonly reason?: string }
	| { readonly kind: 'score-only' }
	| { readonly kind: 'none' }
	| { readonly kind: 'detected' };

/** Either of the two topics may arrive first, or be the only one that the daemon offers. */
export function cascadeVerdict(
	health: CascadeState | undefined,
	events: CascadeEventsState | undefined
): CascadeVerdict {
	if (!health && !events) return { kind: 'waiting' };
	if (events?.offered) {
		const { detected, reason } = events;
		if (detected === undefined)
			return { kind: 'undecided', ...(reason === undefined ? {} : { reason }) };
		return { kind: detected ? 'detected' : 'none' };
	}
	const failed = events?.failed ?? (health?.offered === false ? health.failed : undefined);
	if (failed) return { kind: 'failed', reason: failed.reason };
	if (!health?.offered) return { kind: health && events ? 'not-offered' : 'waiting' };
	if (health.totalServers === 0) return { kind: 'undecided' };
	return { kind: events ? 'score-only' : 'waiting' };
}
