import type { ConnectionStateKind } from '#view-models/frame/connection-state.ts';
import type { FleetHealth } from '#view-models/levels/fleet-health.ts';
import type { Level } from '#core/levels/levels.ts';

/** Outlines on a grid of 16 × 16, filled by the even-odd rule. They can be told apart without colour. */
const OUTLINES = {
	octagon: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM7 4v5h2V4zm0 6.5v2h2v-2z',
	triangle: 'M8 1.2 15.6 15H.4zM7.1 6v4.6h1.8V6zm0 5.7v1.8h1.8v-1.8z',
	diamond: 'M8 .6 15.4 8 8 15.4.6 8z',
	circle: 'M8 2a6 6 0 1 0 .001 0z',
	ring: 'M8 1a7 7 0 1 0 .001 0zM8 4a4 4 0 1 1-.001 0z',
	hourglass: 'M2.5 1h11v2L9.6 8l3.9 5v2h-11v-2l3.9-5-3.9-5z',
	cross: 'M3 .8 8 5.8l5-5L15.2 3l-5 5 5 5-2.2 2.2-5-5-5 5L.8 13l5-5-5-5z',
	broken: 'M1 8a7 7 0 0 1 6-6.9v3.1A4 4 0 0 0 4 8zm14 0a7 7 0 0 1-6 6.9v-3.1A4 4 0 0 0 12 8z',
	up: 'M8 2 14.5 13h-13z',
	down: 'M8 14 1.5 3h13z'
} as const;
export type Shape = keyof typeof OUTLINES;

export function outline(shape: Shape): string {
	return OUTLINES[shape];
}

export const LEVEL_SHAPES: Readonly<Record<Level, Shape>> = {
	critical: 'octagon',
	warning: 'triangle',
	degraded: 'diamond',
	healthy: 'circle'
};

export const FLEET_SHAPES: Readonly<Record<FleetHealth['status'], Shape>> = {
	critical: 'octagon',
	warning: 'triangle',
	caution: 'diamond',
	healthy: 'circle',
	warming: 'hourglass'
};

export const CONNECTION_SHAPES: Readonly<Record<ConnectionStateKind, Shape>> = {
	connecting: 'ring',
	warming: 'hourglass',
	live: 'circle',
	past: 'hourglass',
	degraded: 'diamond',
	'feed-silent': 'triangle',
	stale: 'triangle',
	down: 'octagon',
	offline: 'broken',
	refused: 'cross'
};
