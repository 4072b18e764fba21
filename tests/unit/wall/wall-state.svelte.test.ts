import { expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS, levelOf } from '#core/levels/levels.ts';
import { INTERRUPTION_MS } from '#view-models/wall/rotation.ts';
import { WallState } from '#state/wall-state.svelte.ts';

const risk = (score: number, ...servers: string[]) =>
	Object.fromEntries(
		servers.map((server) => [
			server,
			{ score, level: levelOf(score, DEFAULT_THRESHOLDS), profile: 'Web' }
		])
	);

/** A clock whose only timer is the wall's beat, once a second. */
function beatenClock() {
	let now = 0;
	let beat: (() => void) | undefined;
	const clock = {
		now: () => now,
		after(_ms: number, action: () => void) {
			beat = action;
			return () => (beat = undefined);
		}
	};
	const pass = (seconds: number) => {
		for (let second = 0; second < seconds; second++) {
			now += 1_000;
			beat?.();
		}
	};
	return { clock, pass };
}

function wallOf(clock: ReturnType<typeof beatenClock>['clock']) {
	const stops = [
		{ view: 'overview', seconds: 20 },
		{ view: 'alerts', seconds: 20 }
	] as const;
	const wall = new WallState({ stops, theme: 'dark', palette: 'standard' }, clock);
	return { wall, end: wall.run(() => ({ width: 1920, height: 1080 })) };
}

test('a server that had to wait has the wall as soon as the rest is over', () => {
	const { clock, pass } = beatenClock();
	const { wall, end } = wallOf(clock);
	wall.look(risk(10, 'a', 'b'));
	wall.look({ ...risk(90, 'a'), ...risk(10, 'b') });
	expect(wall.interrupting).toEqual(['a']);
	pass(INTERRUPTION_MS / 1_000);
	wall.look(risk(90, 'a', 'b'));
	expect(wall.interrupting).toBeUndefined();
	pass(19);
	expect([wall.view, wall.interrupting]).toEqual(['overview', undefined]);
	pass(10);
	expect([wall.view, wall.interrupting]).toEqual(['alerts', undefined]);
	pass(1);
	expect(wall.interrupting).toEqual(['b']);
	pass(INTERRUPTION_MS / 1_000);
	expect([wall.view, wall.interrupting]).toEqual(['alerts', undefined]);
	end();
});

test('on a stale wall nothing is news', () => {
	const { clock, pass } = beatenClock();
	const { wall, end } = wallOf(clock);
	wall.look(risk(10, 'a'));
	wall.look(undefined);
	pass(60);
	expect(wall.interrupting).toBeUndefined();
	wall.look(risk(90, 'a'));
	expect(wall.interrupting).toEqual(['a']);
	end();
});
