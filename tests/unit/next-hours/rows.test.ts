import { expect, test } from 'vitest';
import type { MetricOutlook } from '#core/outlook/metric-outlook.ts';
import { packOutlook } from '#core/outlook/pack.ts';
import { nextRows, readChance, serversIn, USUAL_CHANCE } from '#view-models/next-hours/rows.ts';

const RISING = [0, 5, 15, 35, 45, 50, 50, 50, 50];
const LATE = [0, 0, 0, 0, 5, 20, 35, 40, 40];
const UNLIKELY = [0, 11, 12, 12, 12, 12, 12, 12, 12];

function told(metric: MetricOutlook['metric'], chances: readonly number[]): MetricOutlook {
	const isOver = chances[0] === 100;
	return { metric, crossings: isOver ? { p90: 0, p50: 0, p10: 0 } : { p90: 5 }, chances };
}
function over(metric: MetricOutlook['metric'], inAnHour: number, critical = false): MetricOutlook {
	const outlook = told(metric, [100, 90, 80, inAnHour, 40, 30, 20, 10, 5]);
	return critical ? { ...outlook, criticalAt: 0 } : outlook;
}
const entry = (profile: string) => ({ score: 50, level: 'warning', profile }) as const;

const OUTLOOK = {
	late: packOutlook({ first: told('swap', LATE) }),
	rising: packOutlook({ first: told('iowait', RISING) }),
	unlikely: packOutlook({ first: told('cpu', UNLIKELY) }),
	lasting: packOutlook({ first: over('memory', 90) }),
	passing: packOutlook({ first: over('memory', 20), next: told('cpu', RISING) }),
	worst: packOutlook({ first: over('iowait', 10, true) })
};
const RISK = {
	late: entry('Database'),
	rising: entry('Database'),
	unlikely: entry('Database'),
	lasting: entry('Web API'),
	passing: entry('Web API'),
	worst: entry('Web API')
};
const METRICS = { rising: { iowait: [18.5, 19] as [number, number] } };
const serversOf = (rows: readonly { server: string }[]) => rows.map(({ server }) => server);

test('what is over now comes first by level and how likely it lasts; the rest by when it gets likely', () => {
	const { over: now, next } = nextRows(OUTLOOK, RISK, METRICS, { chance: 30 });
	expect(serversOf(now)).toEqual(['worst', 'lasting', 'passing']);
	expect(now.map(({ level, limit, chance }) => [level, limit, chance])).toEqual([
		// A chance is about the warning limit, and so is the limit beside it, also where the critical one is passed.
		['critical', 20, 10],
		['warning', 90, 90],
		['warning', 90, 20]
	]);
	// The second limit of a server that is over one already counts, too.
	expect(serversOf(next)).toEqual(['passing', 'rising', 'late']);
	expect(next[1]).toMatchObject({ metric: 'iowait', limit: 20, value: 18.5, chance: 50 });
	expect(next[0]).not.toHaveProperty('value');
	expect(serversIn([...now, ...next])).toBe(5);
});

test('a chance that is only reached between two horizons is the highest one', () => {
	const outlook = {
		...told('iowait', [0, 0, 0, 0, 2, 9, 12, 20, 24]),
		crossings: { p90: 40, p50: 82 }
	};
	const { next } = nextRows({ late: packOutlook({ first: outlook }) }, RISK, {}, { chance: 30 });
	expect(next).toMatchObject([{ onset: 82, chance: 50 }]);
});

test('since when a row is over is told of what is over now, and of nothing else', () => {
	const { over: now, next } = nextRows(
		OUTLOOK,
		RISK,
		METRICS,
		{ chance: 30 },
		{
			passing: { at: 5_000 },
			rising: { at: 5_000 }
		}
	);
	const since = [...now, ...next].filter((row) => row.since);
	expect(since.map(({ server, onset, since: told }) => [server, onset, told])).toEqual([
		['passing', 0, { at: 5_000 }]
	]);
});

test('with a lower chance more is next, and sooner', () => {
	const { next } = nextRows(OUTLOOK, RISK, METRICS, { chance: 10 });
	expect(serversOf(next)).toContain('unlikely');
	const usual = nextRows(OUTLOOK, RISK, METRICS, { chance: 30 }).next;
	for (const { server, onset } of usual)
		expect(next.find((row) => row.server === server)?.onset).toBeLessThanOrEqual(onset);
});

test('a profile leaves the others out', () => {
	const { over: now, next } = nextRows(OUTLOOK, RISK, METRICS, { chance: 30, profile: 'Database' });
	expect([serversOf(now), serversOf(next)]).toEqual([[], ['rising', 'late']]);
});

test('an address names one of the choices, or means the usual one', () => {
	expect(['10', '50', '31', '', null].map(readChance)).toEqual([
		10,
		50,
		USUAL_CHANCE,
		USUAL_CHANCE,
		USUAL_CHANCE
	]);
});
