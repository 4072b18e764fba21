import { describe, expect, test } from 'vitest';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import { connectionStateOf } from '#view-models/frame/connection-state.ts';
import { wallRemarks, type WallFacts } from '#view-models/wall/remarks.ts';

const NOTHING: WallFacts = { connection: { kind: 'live' }, tokenRefused: false, faults: [] };
const LIVE: DaemonHealth = { state: 'live', stale: false, since: 0 };

const ofDaemon = (daemon: DaemonHealth) =>
	wallRemarks({
		...NOTHING,
		connection: connectionStateOf({
			freshness: daemon.stale ? { kind: 'stale', cause: 'daemon' } : { kind: 'live' },
			link: 'joined',
			daemon,
			servers: 20,
			at: 0,
			problem: undefined,
			demo: false
		})
	});

describe('a wall says at its foot', () => {
	test('nothing while all is well', () => {
		expect(wallRemarks(NOTHING)).toEqual([]);
		expect(ofDaemon(LIVE)).toEqual([]);
	});

	test('that ticks are longer for a slow daemon, in the words of the pages', () => {
		expect(ofDaemon({ ...LIVE, tickMs: 7_000 })).toEqual([
			'The daemon is slow: new data every 7 s.'
		]);
	});

	test('that the daemon asks for fewer calls, while the data are not old yet', () => {
		const problem = {
			kind: 'rate-limited',
			detail: 'The daemon asks for 30 s of patience.'
		} as const;
		const limited: DaemonHealth = { ...LIVE, state: 'degraded', problem };
		expect(ofDaemon(limited)).toEqual([problem.detail]);
		// The band says it in large letters.
		expect(ofDaemon({ ...limited, stale: true })).toEqual([]);
	});

	test('what is wrong with the screen and with its address', () => {
		expect(
			wallRemarks({
				...NOTHING,
				sleeps: 'needs HTTPS',
				tokenRefused: true,
				faults: ['No view “x”', 'No theme “y”', 'No palette “z”']
			})
		).toEqual([
			'Screen may sleep: needs HTTPS',
			'The token in the address was refused',
			'No view “x” (and 2 more)'
		]);
	});
});
