/** `npm run readme`: writes README's table of settings anew. A test fails while it is out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withSettings } from './readme-settings.js';

writeFileSync('README.md', await withSettings(readFileSync('README.md', 'utf8')));
