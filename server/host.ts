import type { Host } from '#core/host.ts';
import { topicSchema, type Snapshot } from '#core/protocol/messages.ts';
import type { DemoScenario } from '#core/scenario.ts';
import type { PublicSettings, Seed } from '#core/protocol/seed.ts';
import type { Access } from './access.ts';
import type { Config } from './config.ts';
import type { History } from './history/history.ts';
import { newest, type TopicRevision } from './state/ledger.ts';
import type { Pipeline } from './pipeline.ts';

/** Implements what the pages get from the server: the newest states, public settings, and signing in. */
export function createHost(deps: {
	readonly config: Config;
	readonly access: Access;
	readonly pipeline: Pick<Pipeline, 'currentState' | 'opened'>;
	readonly history: Pick<History, 'ask'>;
	readonly version: string;
	readonly scenario: DemoScenario | undefined;
	readonly onPageError: Host['onPageError'];
}): Host {
	const { config, access, pipeline } = deps;
	const { currentState } = pipeline;
	const common: Omit<PublicSettings, 'role'> = {
		brand: config.brand,
		version: deps.version,
		demo: config.daemonUrl === undefined,
		tickMs: config.tickMs,
		stepMinutes: config.stepMinutes,
		thresholds: config.thresholds,
		levelHoldMs: config.levelHoldMs,
		polling: config.polling,
		signIn: config.tokens.length > 0 && !config.accessOpen
	};
	const texts = new WeakMap<TopicRevision, string>();

	/** A state is encoded once, however many pages are opened while it is the newest. */
	function textOf(revision: TopicRevision | undefined): string | undefined {
		if (!revision) return undefined;
		const text = texts.get(revision) ?? JSON.stringify(revision satisfies Snapshot);
		texts.set(revision, text);
		return text;
	}

	return {
		frameAncestors: config.frameAncestors,
		scenario: deps.scenario,
		onPageError: deps.onPageError,
		history: deps.history,
		signIn(token) {
			const cookie = access.signIn(token);
			// Other programs on this host must not get it.
			return cookie && { ...cookie, path: `${config.basePath}/` };
		},
		settings: (role) => ({ ...common, role }),
		seed(asked) {
			// A server's name comes from the page's address: names that no join may use are not kept here either.
			const topics = asked.filter((topic) => topicSchema.safeParse(topic).success);
			pipeline.opened(topics);
			const ledger = currentState.prepare(topics);
			const head: Omit<Seed, 'snapshots'> = {
				...currentState.head(),
				daemon: currentState.daemon,
				...(currentState.warmup && { warmup: currentState.warmup })
			};
			const snapshots = topics.flatMap((topic) => textOf(newest(ledger, topic)) ?? []);
			return `${JSON.stringify(head).slice(0, -1)},"snapshots":[${snapshots.join(',')}]}`;
		}
	};
}
