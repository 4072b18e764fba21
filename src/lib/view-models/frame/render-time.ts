/** How long a view took from being asked for until it was painted. Under 100 ms nobody notices, over 1 s everybody does. */
export type RenderGrade = 'fast' | 'fair' | 'slow' | 'very slow';

export function renderGrade(ms: number): RenderGrade {
	if (ms < 100) return 'fast';
	if (ms < 500) return 'fair';
	return ms < 1000 ? 'slow' : 'very slow';
}
