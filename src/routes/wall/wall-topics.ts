import type { Topic } from '#core/protocol/topic.ts';

/** All that any stop of a wall shows: turning to the next one asks for nothing. */
export const WALL_TOPICS: readonly Topic[] = ['summary', 'alerts', 'risk', 'metrics'];
