import { expect, test } from 'vitest';
import { joinSchema } from '#core/protocol/messages.ts';
import { wallCadenceMs } from '#view-models/wall/cadence.ts';

test.each([2_000, 5_000, 300_000, 301_000, 3_600_000])(
	'a wall is let in with a tick of %i ms',
	(tickMs) => {
		const join = { topics: ['summary'], everyMs: wallCadenceMs(tickMs) };
		expect(joinSchema.safeParse(join).success).toBe(true);
		expect(join.everyMs).toBeLessThanOrEqual(tickMs);
	}
);
