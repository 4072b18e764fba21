import { parseArgs } from 'node:util';
import { measureThousand } from './forecast-thousand.ts';
import { printSeries } from './forecast-series.ts';
import { emptyScores, HORIZONS, runTrial, SCORED, scoreKey } from './forecast-trial.ts';

/**
 * How good the embedded forecaster is, on simulated fleets it was not made with, and what it costs.
 * Ends with 1 when a figure that must hold does not. With --data DIR: on the series of real servers in that folder.
 */
const { values } = parseArgs({
	options: {
		seeds: { type: 'string', default: '101' },
		servers: { type: 'string', default: '45' },
		days: { type: 'string', default: '14' },
		spacing: { type: 'string', default: '60' },
		from: { type: 'string', default: '0' },
		thousand: { type: 'boolean', default: true },
		data: { type: 'string' }
	},
	allowNegative: true
});
const seeds = values.seeds.split(',').map(Number);
const [servers, days, spacingSeconds] = [values.servers, values.days, values.spacing].map(
	Number
) as [number, number, number];
const trial = {
	servers,
	days,
	spacingMs: spacingSeconds * 1000,
	scoreFromDay: Number(values.from)
};

const LEAST_COVERAGE = 0.76;
const MOST_COVERAGE = 0.84;
const HALF_HOUR = 6;

const print = (line: string) => void process.stdout.write(line + '\n');

if (values.data !== undefined) {
	printSeries(values.data, print);
	process.exit();
}

const failures: string[] = [];
const must = (holds: boolean, what: string) => {
	if (!holds) failures.push(what);
};

// First, so that its memory is its own.
if (values.thousand) {
	const cost = measureThousand();
	print(
		`1,000 servers × 14 metrics: a full answer takes ${cost.inferenceMs.toFixed(0)} ms of one core (${(cost.bodyBytes / 1e6).toFixed(1)} MB),` +
			` a batch ${cost.feedMs.toFixed(0)} ms, one that ends a step ${cost.stepMs.toFixed(0)} ms; memory ${(cost.rssBytes / 1e6).toFixed(0)} MB\n`
	);
	must(cost.inferenceMs < 2000, '1,000 servers: a full answer takes 2 s or more');
	must(cost.rssBytes < 1e9, '1,000 servers: 1 GB or more');
}

const scores = emptyScores();
for (const seed of seeds) runTrial({ ...trial, seed }, scores);

print(
	`Forecasts of ${servers} servers over ${days} simulated days, seeds ${seeds.join(', ')}, a sample every ${spacingSeconds} s`
);
print('Median absolute errors beside three references; coverage is the share within p10–p90.\n');
print(
	'metric  horizon  coverage    error  stays as is  5-min mean stays  same time yesterday  outcomes'
);
for (const { label } of SCORED) {
	for (const horizon of HORIZONS) {
		const score = scores.get(scoreKey(label, horizon))?.summary();
		if (!score) continue;
		const figure = (value: number, width: number) => value.toFixed(3).padStart(width);
		const minutes = horizon * 5;
		print(
			label.padEnd(8) +
				`${minutes} min`.padStart(7) +
				`${(score.coverage * 100).toFixed(1)} %`.padStart(10) +
				figure(score.error, 9) +
				figure(score.stayError, 13) +
				figure(score.meanError, 18) +
				figure(score.yesterdayError, 21) +
				String(score.count).padStart(10)
		);
		const where = `${label} at ${minutes} min`;
		const isCalibrated = score.coverage >= LEAST_COVERAGE && score.coverage <= MOST_COVERAGE;
		must(isCalibrated, `${where}: coverage outside 76–84 %`);
		if (horizon < HALF_HOUR) continue;
		must(score.error < score.stayError, `${where}: no better than "it stays as it is"`);
		must(score.error < score.yesterdayError, `${where}: no better than "same time yesterday"`);
	}
}

for (const failure of failures) print(`FAILED  ${failure}`);
process.exitCode = failures.length ? 1 : 0;
