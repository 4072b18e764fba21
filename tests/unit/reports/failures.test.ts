import { expect, test } from 'vitest';
import {
	playwrightFailures,
	vitestCounts,
	vitestFailures,
	vitestLostFiles,
	vitestMerged
} from '../../../scripts/failures.js';

test('a failure in vitest is listed with file, name and reason, without colours or a deep stack', () => {
	const stack = Array.from({ length: 40 }, (_, index) => `at line ${index}`).join('\n');
	const [told, ...others] = vitestFailures({
		testResults: [
			{
				name: 'tests/unit/one.test.ts',
				status: 'failed',
				assertionResults: [
					{ status: 'passed', fullName: 'a fine one', failureMessages: [] },
					{
						status: 'failed',
						fullName: 'a broken one',
						failureMessages: [`\u001b[31mexpected 1 to be 2\u001b[39m\n${stack}`]
					}
				]
			}
		]
	});
	expect(others).toEqual([]);
	expect(told).toMatch(/^tests\/unit\/one.test.ts › a broken one\n {4}expected 1 to be 2\n/);
	expect(told).not.toContain('at line 20');
});

test('a file that could not be read is listed with the reason', () => {
	const report = {
		testResults: [
			{ name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
			{ name: 'b.test.ts', status: 'passed', message: '', assertionResults: [] }
		]
	};
	expect(vitestFailures(report)).toEqual(['a.test.ts\n    no such module']);
	expect(vitestFailures(undefined)).toEqual([]);
});

test('a failure in a browser is listed however deep it is nested, separately from what passed at the second try', () => {
	const spec = (title: string, status: string, messages: (string | undefined)[]) => ({
		title,
		file: 'wall.e2e.ts',
		line: 7,
		tests: [
			{ status, results: messages.map((message) => ({ errors: message ? [{ message }] : [] })) }
		]
	});
	const suites = [
		{
			specs: [spec('fine', 'expected', [undefined])],
			suites: [
				{
					specs: [
						spec('broken', 'unexpected', ['first', 'second']),
						spec('lucky', 'flaky', ['slow', undefined])
					]
				}
			]
		}
	];
	expect(playwrightFailures(suites, 'unexpected')).toEqual(['wall.e2e.ts:7 › broken\n    first']);
	expect(playwrightFailures(suites, 'flaky')).toEqual(['wall.e2e.ts:7 › lucky\n    slow']);
	expect(playwrightFailures(undefined, 'flaky')).toEqual([]);
});

test('a file whose process died is named, and its second try takes the place of the first', () => {
	const file = (name: string, status: string, ...tests: string[]) => ({
		name,
		status,
		message: '',
		assertionResults: tests.map((each) => ({ status: each, fullName: each, failureMessages: [] }))
	});
	const report = {
		testResults: [
			file('dead.test.ts', 'failed', 'passed', 'pending'),
			file('broken.test.ts', 'failed', 'passed', 'failed'),
			file('fine.test.ts', 'passed', 'passed')
		]
	};
	expect(vitestLostFiles(report)).toEqual(['dead.test.ts']);
	expect(vitestCounts(report)).toEqual({ passed: 3, failed: 2, skipped: 1 });

	const again = { testResults: [file('dead.test.ts', 'passed', 'passed', 'passed')] };
	const merged = vitestMerged(report, again);
	expect(vitestLostFiles(merged)).toEqual([]);
	expect(vitestCounts(merged)).toEqual({ passed: 4, failed: 1, skipped: 0 });
});
