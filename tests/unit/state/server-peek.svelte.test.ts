import { expect, test } from 'vitest';
import type { Topic } from '#core/protocol/topic.ts';
import type { StateOf } from '#core/topics/schema-of.ts';
import type { ServerState } from '#core/topics/states.ts';
import type { FleetState } from '#state/fleet-state.svelte.ts';
import { ServerPeek } from '#state/server-peek.svelte.ts';

/** A clock whose timers run when the test says that their time has come. */
function waitingClock() {
	const waiting = new Set<() => void>();
	return {
		waiting,
		now: () => 0,
		after(_ms: number, action: () => void) {
			waiting.add(action);
			return () => void waiting.delete(action);
		},
		pass() {
			for (const action of [...waiting]) {
				waiting.delete(action);
				action();
			}
		}
	};
}

function stage() {
	const clock = waitingClock();
	const followed: Topic[] = [];
	let tell: (state: ServerState) => void = () => undefined;
	const fleet: Pick<FleetState, 'follow'> = {
		follow<T extends Topic>(topic: T, listener: (state: StateOf<T>) => void) {
			followed.push(topic);
			tell = (state) => listener(state as StateOf<T>);
			return () => void followed.splice(followed.indexOf(topic), 1);
		}
	};
	const peek = new ServerPeek(fleet, clock);
	return { clock, followed, peek, tell: (state: ServerState) => tell(state) };
}

test('a server that is looked at for a moment is followed, and what arrives is its forecast', () => {
	const { clock, followed, peek, tell } = stage();
	peek.look('db1');
	expect([peek.server, followed]).toEqual([undefined, []]);
	clock.pass();
	expect([peek.server, peek.state, followed]).toEqual(['db1', undefined, ['server/db1']]);
	tell({ present: false });
	expect(peek.state).toEqual({ present: false });
});

test('one is followed at a time, and none that was only passed by', () => {
	const { clock, followed, peek, tell } = stage();
	peek.look('db1');
	peek.look('db2');
	clock.pass();
	expect(followed).toEqual(['server/db2']);
	tell({ present: false });
	peek.look('db3');
	expect([followed, peek.server, peek.state]).toEqual([[], undefined, undefined]);
	clock.pass();
	expect(followed).toEqual(['server/db3']);
	peek.stop();
	expect([followed, clock.waiting.size]).toEqual([[], 0]);
});
