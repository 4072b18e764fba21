import type { Topic } from '#core/protocol/topic.ts';

/** The topics of all stops of a wall: the rotation joins nothing new. */
export const WALL_TOPICS: readonly Topic[] = [
	'summary',
	'outlook',
	'outlook-fleet',
	'alerts',
	'risk',
	'metrics'
];
