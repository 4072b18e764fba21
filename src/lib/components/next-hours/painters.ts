/** Loads what paints the rows and the strip. */
export const painters = () => import('./paint.ts');
