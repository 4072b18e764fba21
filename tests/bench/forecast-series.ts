import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readSeries } from '../support/series/read-series.ts';
import {
	afterShifts,
	afterSpikes,
	asYesterday,
	between,
	coverage,
	ofThreeDays,
	pinball,
	relativeWidth,
	told,
	worstHour
} from '../support/series/series-figures.ts';
import { DAY_STEPS, runSeries, type Outcome } from '../support/series/series-trial.ts';

/** Of fewer outcomes a share says little. */
const LEAST_OUTCOMES = 50;

/** The file's own folder is documented in docs/forecaster.md: CSV, minutes first, then metrics by the daemon's names. */
export function printSeries(folder: string, print: (line: string) => void): void {
	const files = globSync(['*.csv', '*.csv.gz'], { cwd: folder }).sort();
	if (files.length === 0) throw new Error(`no .csv or .csv.gz in ${folder}`);
	print(
		'Coverage is the share within p10–p90: of all outcomes from the third day on, of the worst hour of the day, of forecasts made from a value above its three-day p90,' +
			' of the day after a shift, and of the first day. Losses (pinball, p10, p50 and p90) are relative to "as yesterday" and to plain quantiles of three days, widths to those of three days.\n'
	);
	print(
		'| series | horizon | within | worst hour | after spikes | after shifts | first day | loss / yesterday | loss / three days | width / three days | outcomes |'
	);
	print('| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |');
	for (const file of files) {
		for (const [metric, samples] of readSeries(join(folder, file))) {
			for (const [ahead, outcomes] of runSeries(metric, samples)) {
				print(row(`${basename(file).replace(/\.csv(\.gz)?$/, '')} ${metric}`, ahead, outcomes));
			}
		}
	}
}

function row(name: string, ahead: number, all: readonly Outcome[]): string {
	const learnt = between(all, 2 * DAY_STEPS);
	const share = (outcomes: readonly Outcome[], of = coverage) =>
		outcomes.length < LEAST_OUTCOMES ? '–' : `${(of(outcomes) * 100).toFixed(1)} %`;
	const loss = pinball(learnt, told);
	return `| ${[
		name,
		`${ahead * 5} min`,
		share(learnt),
		share(learnt, worstHour),
		share(afterSpikes(learnt)),
		share(afterShifts(learnt)),
		share(between(all, 0, DAY_STEPS)),
		(loss / pinball(learnt, asYesterday)).toFixed(2),
		(loss / pinball(learnt, ofThreeDays)).toFixed(2),
		relativeWidth(learnt).toFixed(2),
		learnt.length
	].join(' | ')} |`;
}
