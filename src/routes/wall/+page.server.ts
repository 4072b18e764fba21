import type { PageServerLoad } from './$types';
import { WALL_TOPICS } from './wall-topics.ts';

export const load: PageServerLoad = ({ locals }) => ({ seed: locals.host.seed(WALL_TOPICS) });
