/** The user's choice of theme; `system` follows the machine's light or dark setting. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const PALETTES = ['standard', 'colour-blind-safe'] as const;
export type Palette = (typeof PALETTES)[number];
