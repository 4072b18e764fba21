#!/usr/bin/env node
// In the checkout the sources run as they are; where it is installed, they have been built.
import { existsSync } from 'node:fs';

const source = new URL('./fleetcast.ts', import.meta.url);
const built = new URL('../dist/bin/fleetcast.js', import.meta.url);
await import((existsSync(source) ? source : built).href);
