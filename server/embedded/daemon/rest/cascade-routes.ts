import { jsonAnswer } from '../answer/json-answer.ts';
import type { Cascade } from '../cascade/cascade.ts';
import type { Route } from './route.ts';

export function cascadeRoutes(cascade: Cascade): Route[] {
	return [
		{
			method: 'GET',
			path: '/cascade/health',
			summary: 'Whether servers are in trouble together, in figures',
			keyed: true,
			handle: () => jsonAnswer(cascade.health())
		},
		{
			method: 'GET',
			path: '/cascade/status',
			summary: 'Which metrics are unusual on which servers, and the last cascades',
			keyed: true,
			handle: () => jsonAnswer(cascade.status())
		}
	];
}
