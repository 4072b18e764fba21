/**
 * A Vitest reporter of what its JSON report leaves out: errors outside any test, such as the death of a test's process.
 */
import { writeFileSync } from 'node:fs';

export const UNHANDLED_ERRORS = 'test-results/vitest-errors.json';

export default class UnhandledErrors {
	/**
	 * @param {readonly unknown[]} _modules
	 * @param {readonly { message?: string, cause?: { message?: string } }[]} errors
	 */
	onTestRunEnd(_modules, errors) {
		const told = errors.map(({ message, cause }) =>
			[message, cause?.message].filter(Boolean).join('\n')
		);
		writeFileSync(UNHANDLED_ERRORS, JSON.stringify(told));
	}
}
