import type { FleetHealth } from '../levels/fleet-health.ts';
import { counted } from '#core/format.ts';

export interface Announced {
	readonly status: FleetHealth['status'] | undefined;
	readonly critical: number;
}

/**
 * Returns what a screen reader announces: more critical servers, or another status of the fleet. Other changes of each tick
 * are silent.
 */
export function announcement(before: Announced, after: Announced): string | undefined {
	const parts: string[] = [];
	if (after.critical > before.critical) {
		parts.push(`${counted(after.critical, 'server')} critical, ${before.critical} before.`);
	}
	if (after.status && after.status !== before.status) {
		parts.push(`Fleet status is now ${after.status}.`);
	}
	return parts.length === 0 ? undefined : parts.join(' ');
}
