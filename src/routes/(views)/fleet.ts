import { createContext } from 'svelte';
import type { FleetState } from '#state/fleet-state.svelte.ts';

/** The single FleetState of a page: the frame provides it, the views use it. */
export const [takeFleet, shareFleet] = createContext<FleetState>();
