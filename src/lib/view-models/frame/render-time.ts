/** How long a view took from the request until it was painted. Below 100 ms is imperceptible, above 1 s disturbing. */
export type RenderGrade = 'fast' | 'fair' | 'slow' | 'very slow';

/** Grades the time that a page took to render, in ms. */
export function renderGrade(ms: number): RenderGrade {
	if (ms < 100) return 'fast';
	if (ms < 500) return 'fair';
	return ms < 1000 ? 'slow' : 'very slow';
}
