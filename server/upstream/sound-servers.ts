import { isObject } from '#core/json/json.ts';
import { allCharacters, type AnswerBounds } from './answer-bounds.ts';
import type { ServerEntry } from './forecast-table.ts';
import type { RejectionSink } from './rejected-parts.ts';

/** One server that can be shown. `profile` and `daemonLevel` only where they are valid words. */
export interface SoundServer {
	readonly name: string;
	readonly entry: ServerEntry & { readonly risk_score: number };
	readonly profile?: string;
	readonly daemonLevel?: string;
}

/** Returns the servers that can be shown, each validated on its own, within the bounds. */
export function soundServers(
	predictions: Readonly<Record<string, unknown>>,
	bounds: AnswerBounds,
	rejected: RejectionSink
): SoundServer[] {
	const sound: SoundServer[] = [];
	let left = allCharacters(bounds);
	for (const name of namesWithin(predictions, bounds, rejected)) {
		const entry = predictions[name];
		const fault = name.length > bounds.nameLength ? 'the name is too long' : faultOf(entry);
		if (fault !== undefined) {
			rejected.push({ path: name, reason: fault });
			continue;
		}
		const server = soundServer(name, entry as SoundServer['entry'], bounds, rejected);
		left -= name.length + (server.profile?.length ?? 0) + (server.daemonLevel?.length ?? 0);
		if (left >= 0) sound.push(server);
		else rejected.push({ path: name, reason: 'the names are too long in all' });
	}
	return sound;
}

/** Beyond the bounds, the first by name: the daemon's order changes, and servers must not come and go with it. */
function namesWithin(
	predictions: Readonly<Record<string, unknown>>,
	{ servers }: AnswerBounds,
	rejected: RejectionSink
): string[] {
	const names = Object.keys(predictions);
	if (names.length <= servers) return names;
	rejected.push({
		path: 'predictions',
		reason: `more than ${servers} servers`,
		parts: names.length - servers
	});
	return names.sort().slice(0, servers);
}

function faultOf(entry: unknown): string | undefined {
	if (!isObject(entry)) return 'not an object';
	const { risk_score: score } = entry;
	return typeof score === 'number' && score >= 0 && score <= 100
		? undefined
		: 'risk_score is not 0–100';
}

function soundServer(
	name: string,
	entry: SoundServer['entry'],
	{ nameLength }: AnswerBounds,
	rejected: RejectionSink
): SoundServer {
	const word = (value: unknown, path: string): string | undefined => {
		if (typeof value !== 'string') return undefined;
		if (value.length <= nameLength) return value;
		rejected.push({ path: `${name}.${path}`, reason: 'the name is too long' });
		return undefined;
	};
	const profile = word(entry.profile, 'profile');
	const daemonLevel = word(isObject(entry.alert) ? entry.alert.level : undefined, 'alert.level');
	return {
		name,
		entry,
		...(profile === undefined ? {} : { profile }),
		...(daemonLevel === undefined ? {} : { daemonLevel })
	};
}
