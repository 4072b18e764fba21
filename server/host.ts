import type { Host } from '#core/host.ts';
import type { PublicSettings, Seed } from '#core/protocol/seed.ts';
import type { Access } from './access.ts';
import type { Config } from './config.ts';
import { newest } from './ledger/ledger.ts';
import type { Pipeline } from './pipeline.ts';

/** What the shell offers the pages: the newest states, settings that are no secret, and signing in. */
export function createHost(deps: {
	readonly config: Config;
	readonly access: Access;
	readonly pipeline: Pick<Pipeline, 'board' | 'opened'>;
	readonly version: string;
}): Host {
	const { config, access, pipeline } = deps;
	const { board } = pipeline;
	const common: Omit<PublicSettings, 'role'> = {
		brand: config.brand,
		version: deps.version,
		demo: config.daemonUrl === undefined,
		tickMs: config.tickMs,
		stepMinutes: config.stepMinutes,
		floors: config.floors,
		polling: config.polling
	};
	return {
		frameAncestors: config.frameAncestors,
		signIn: (token) => access.signIn(token),
		settings: (role) => ({ ...common, role }),
		seed(topics) {
			pipeline.opened(topics);
			const ledger = board.prepare(topics);
			const seed: Seed = {
				...board.head(),
				daemon: board.daemon,
				...(board.warmup && { warmup: board.warmup }),
				snapshots: topics.flatMap((topic) => newest(ledger, topic) ?? [])
			};
			return JSON.stringify(seed);
		}
	};
}
