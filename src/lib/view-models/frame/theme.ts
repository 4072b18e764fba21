/** What a person may choose about how a page looks; `system` follows the machine's own light or dark. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const PALETTES = ['standard', 'colour-blind-safe'] as const;
export type Palette = (typeof PALETTES)[number];
