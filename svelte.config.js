import { createHash } from 'node:crypto';
import adapter from '@sveltejs/adapter-node';
import { buildId } from './scripts/build-id.js';
import { WATCHDOG } from '#view-models/wall/watchdog.ts';

const watchdogHash = createHash('sha256').update(WATCHDOG).digest('base64');

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter(),
		// Read by server/build-id.ts: open pages and walls notice a new build of the same version by it.
		version: { name: buildId(import.meta.dirname) },
		// Relative, so that one build serves under any base path a proxy gives it.
		paths: { relative: true },
		// Frame ancestors are a setting: src/hooks.server.ts adds them to each answer.
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				// The one script that a page brings along itself: the wall's, should its code not arrive.
				'script-src': ['self', `sha256-${watchdogHash}`],
				'style-src': ['self'],
				// The one style attribute that Kit itself writes, on its announcer of page changes.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				'img-src': ['self', 'data:'],
				'connect-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self']
			}
		},
		typescript: {
			config: (config) => {
				config.include.push(
					'../server/**/*.ts',
					'../scripts/**/*.js',
					'../scripts/**/*.mjs',
					'../tests/**/*.ts',
					'../bin/**/*.ts',
					'../*.ts'
				);
				return config;
			}
		}
	}
};
