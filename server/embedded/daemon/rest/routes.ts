import { adminRoutes, type AdminDeps } from './admin-routes.ts';
import { cascadeRoutes } from './cascade-routes.ts';
import { coreRoutes, type CoreDeps } from './core-routes.ts';
import { driftRoutes } from './drift-routes.ts';
import { explainRoute } from './explain-route.ts';
import { historyRoutes } from './history-routes.ts';
import { indexRoutes } from './index-routes.ts';
import type { Route } from './route.ts';

export interface RoutesDeps extends AdminDeps, CoreDeps {}

/** All routes of the daemon. */
export function createRoutes(deps: RoutesDeps): Route[] {
	const { daemon, now } = deps;
	const routes = [
		...coreRoutes(deps),
		explainRoute(daemon, now),
		...historyRoutes(daemon.history),
		...cascadeRoutes(daemon.cascade),
		...driftRoutes(daemon),
		...adminRoutes(deps)
	];
	return [...indexRoutes(routes), ...routes];
}
