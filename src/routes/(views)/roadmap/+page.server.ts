import { contentsOf } from '#view-models/document/blocks.ts';
import roadmap from '../../../../docs/roadmap.md?raw';
import type { PageServerLoad } from './$types';
import { readMarkdown } from '../documentation/markdown.ts';

const blocks = readMarkdown(roadmap);
const contents = contentsOf(blocks);

export const load: PageServerLoad = () => ({ blocks, contents });
