import { jsonAnswer } from '../answer/json-answer.ts';
import type { Route } from './route.ts';

const VERSION = '1.0-embedded';

/** `/` and `/openapi.json`, generated from the routes themselves. */
export function indexRoutes(routes: readonly Route[]): Route[] {
	return [
		{
			method: 'GET',
			path: '/',
			summary: 'What this service is and offers',
			keyed: false,
			handle: () => jsonAnswer(root(routes))
		},
		{
			method: 'GET',
			path: '/openapi.json',
			summary: 'This description',
			keyed: false,
			handle: () => jsonAnswer(openApi(routes))
		}
	];
}

function root(routes: readonly Route[]) {
	return {
		service: 'TFT Inference Daemon',
		version: VERSION,
		status: 'running',
		endpoints: Object.fromEntries(
			routes.map(({ method, path }) => [endpointName(path), `${method} ${path}`])
		),
		features: {
			forecasting:
				'Quantile forecasts from season, level and trends, calibrated on their own errors',
			xai: 'Exact Shapley values, true forecaster weights, and counterfactuals run through the model',
			persistence: 'What was learnt is kept over restarts when a state folder is given',
			continuous_learning: 'Learns from every five-minute step'
		},
		feed_example: 'npm run generator'
	};
}

/** `/historical/export/{table}` → `historical_export`. */
function endpointName(path: string): string {
	return path
		.replace(/\/\{\w+\}$/, '')
		.slice(1)
		.replace(/[/-]/g, '_');
}

function openApi(routes: readonly Route[]) {
	const paths: Record<string, Record<string, unknown>> = {};
	for (const route of routes) {
		const [, parameter] = /\{(\w+)\}$/.exec(route.path) ?? [];
		const at = (paths[route.path] ??= {});
		at[route.method.toLowerCase()] = {
			summary: route.summary,
			...(route.keyed ? { security: [{ apiKey: [] }] } : {}),
			...(parameter ? { parameters: [pathParameter(parameter)] } : {}),
			...(route.method === 'POST' ? { requestBody: FEED_BODY } : {}),
			responses: { 200: { description: 'OK', content: { 'application/json': {} } } }
		};
	}
	return {
		openapi: '3.1.0',
		info: { title: 'Embedded prediction daemon', version: VERSION },
		paths,
		components: {
			securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' } }
		}
	};
}

function pathParameter(name: string) {
	return { name, in: 'path', required: true, schema: { type: 'string' } };
}

const FEED_BODY = {
	required: true,
	content: {
		'application/json': {
			schema: {
				type: 'object',
				required: ['records'],
				properties: { records: { type: 'array', items: { type: 'object' } } }
			}
		}
	}
};
