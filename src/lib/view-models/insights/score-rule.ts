/** Rows of `[at least, points]`, highest first: the first that a value reaches counts. */
export type PointRows = readonly (readonly [atLeast: number, points: number])[];

/** The metrics whose points add up to a risk score, as groups of the rule. */
export const SCORE_GROUPS = ['cpu', 'memory', 'iowait', 'swap', 'load'] as const;
export type ScoreGroup = (typeof SCORE_GROUPS)[number];

export const SCORE_GROUP_NAMES: Readonly<Record<ScoreGroup, { name: string; unit: string }>> = {
	cpu: { name: 'CPU used', unit: '%' },
	memory: { name: 'Memory', unit: '%' },
	iowait: { name: 'I/O wait', unit: '%' },
	swap: { name: 'Swap', unit: '%' },
	load: { name: 'Load average', unit: '' }
};

/** The weights of the points for the value now and for the predicted value. */
export const SCORE_WEIGHTS = { now: 0.7, ahead: 0.3 } as const;

/** "Predicted" is the mean of this many first steps, at the pessimistic end of the forecast. */
export const SCORE_STEPS = 6;

interface GroupRows {
	readonly now: PointRows;
	readonly ahead: PointRows;
}

const MEMORY_AHEAD: PointRows = [
	[98, 30],
	[95, 20]
];

/** The daemon's scoring rule: points for each group, by its current value and its predicted one. */
export const SCORE_ROWS: Readonly<Record<ScoreGroup | 'databaseMemory', GroupRows>> = {
	cpu: {
		now: [
			[98, 60],
			[95, 40],
			[90, 25],
			[80, 15]
		],
		ahead: [
			[98, 40],
			[95, 25],
			[90, 15]
		]
	},
	memory: {
		now: [
			[98, 50],
			[95, 30],
			[90, 15],
			[85, 10]
		],
		ahead: MEMORY_AHEAD
	},
	databaseMemory: {
		now: [
			[99, 50],
			[98, 30],
			[95, 15]
		],
		ahead: MEMORY_AHEAD
	},
	iowait: {
		now: [
			[30, 40],
			[20, 25],
			[10, 15]
		],
		ahead: [
			[30, 25],
			[20, 15]
		]
	},
	swap: {
		now: [
			[50, 30],
			[25, 20],
			[10, 10]
		],
		ahead: []
	},
	load: {
		now: [
			[12, 20],
			[8, 10]
		],
		ahead: []
	}
};

/** Servers with this prefix are databases, whose memory may be fuller. */
export const DATABASE_PREFIX = 'ppdb';

/**
 * The rule as intended, and as daemons in service apply it: those score databases like all others, and read the optimistic
 * end of the forecast of idle CPU.
 */
export const SCORE_VARIANTS = [
	{ id: 'meant', databaseRow: true, idleQuantile: 'p10' },
	{ id: 'in-service', databaseRow: false, idleQuantile: 'p90' }
] as const;
export type ScoreVariant = (typeof SCORE_VARIANTS)[number];

/** Returns the points of a value; an unknown one gets none. */
export function pointsFor(rows: PointRows, value: number | undefined): number {
	if (value === undefined) return 0;
	return rows.find(([atLeast]) => value >= atLeast)?.[1] ?? 0;
}
