import { settingsFor } from './settings.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) => ({ settings: settingsFor(event) });
