import type { Problem } from '#core/protocol/problem.ts';
import { harmless } from '../terminal/harmless.ts';

const CURES: Partial<Record<Problem['kind'], string>> = {
	'token-refused': 'Put a token that is known into FLEETCAST_TOKEN.',
	'role-refused': 'This needs the token of an operator in FLEETCAST_TOKEN.',
	'protocol-too-old': 'Install the newest version of this command.',
	'protocol-too-new': 'Update that Fleetcast, or install the version of this command that fits it.'
};

/** One line: what is wrong and, where it helps, what to do. */
export function problemInWords({ kind, detail }: Problem): string {
	return [harmless(detail), CURES[kind]].filter(Boolean).join(' ');
}
