/** `npm run protocol`: writes the types, problems and session of docs/protocol.md anew. A test fails while it is out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { recordSession } from '../tests/support/recorded-session.ts';
import { withWire } from './protocol-page.js';

const PAGE = 'docs/protocol.md';
writeFileSync(PAGE, await withWire(readFileSync(PAGE, 'utf8'), await recordSession()));
