/**
 * What failed, out of the reports of vitest and Playwright, so that it can stand at the end of a long output.
 */

/** The escapes that colour a terminal. */
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
/** As many lines of each reason tell what happened; the rest is stack. */
const REASON_LINES = 12;

/** @param {string} text */
const shortened = (text) =>
	text
		.replace(COLOURS, '')
		.split('\n')
		.slice(0, REASON_LINES)
		.map((line) => `    ${line}`)
		.join('\n');

/**
 * @param {any} report vitest's JSON report, if it wrote one
 * @returns {string[]} a title and the beginning of its reason for each test or file that failed
 */
export function vitestFailures(report) {
	return (report?.testResults ?? []).flatMap((/** @type {any} */ file) => {
		const tests = file.assertionResults.filter(
			(/** @type {any} */ test) => test.status === 'failed'
		);
		if (tests.length === 0)
			return file.status === 'failed' ? [`${file.name}\n${shortened(file.message ?? '')}`] : [];
		return tests.map(
			(/** @type {any} */ test) =>
				`${file.name} › ${test.fullName}\n${shortened((test.failureMessages ?? []).join('\n'))}`
		);
	});
}

/**
 * @param {any} report vitest's JSON report
 * @returns {string[]} the files that failed without a test of theirs failing: their process died, or they do not load
 */
export function vitestLostFiles(report) {
	return (report?.testResults ?? [])
		.filter(
			(/** @type {any} */ file) =>
				file.status === 'failed' &&
				!file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed')
		)
		.map((/** @type {any} */ file) => file.name);
}

/**
 * @param {any} report vitest's JSON report of all files
 * @param {any} again the report of those that were run again
 * @returns {any} one report, in which these take the place of their first try
 */
export function vitestMerged(report, again) {
	const names = new Set((again?.testResults ?? []).map((/** @type {any} */ file) => file.name));
	const kept = (report?.testResults ?? []).filter(
		(/** @type {any} */ file) => !names.has(file.name)
	);
	return { testResults: [...kept, ...(again?.testResults ?? [])] };
}

/**
 * @param {any} report vitest's JSON report
 * @returns {{ passed: number, failed: number, skipped: number }} its tests; a file without any counts as one failure
 */
export function vitestCounts(report) {
	const counts = { passed: 0, failed: vitestLostFiles(report).length, skipped: 0 };
	for (const file of report?.testResults ?? [])
		for (const { status } of file.assertionResults) {
			if (status === 'passed') counts.passed++;
			else if (status === 'failed') counts.failed++;
			else counts.skipped++;
		}
	return counts;
}

/**
 * @param {any} suites the `suites` of Playwright's JSON report
 * @param {'unexpected' | 'flaky'} status
 * @returns {string[]} a title and the beginning of its first reason for each test that ended so
 */
export function playwrightFailures(suites, status) {
	return (suites ?? []).flatMap((/** @type {any} */ suite) => [
		...(suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
			spec.tests
				.filter((/** @type {any} */ test) => test.status === status)
				.map((/** @type {any} */ test) => {
					const failed = test.results.find((/** @type {any} */ result) => result.errors?.length);
					const reason = failed?.errors[0]?.message ?? '';
					return `${spec.file}:${spec.line} › ${spec.title}\n${shortened(reason)}`;
				})
		),
		...playwrightFailures(suite.suites, status)
	]);
}
