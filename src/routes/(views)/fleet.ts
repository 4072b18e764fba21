import { createContext } from 'svelte';
import type { FleetState } from '#state/fleet-state.svelte.ts';

/** The one FleetState of a page: the frame shares it, the views in it take it. */
export const [takeFleet, shareFleet] = createContext<FleetState>();
