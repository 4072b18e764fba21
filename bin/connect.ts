import { createFleetClient, type FleetClient } from '#client/fleet-client.ts';
import { FleetRefusal } from '#client/refusal.ts';
import type { Problem } from '#core/protocol/problem.ts';
import { EXIT } from './exit-code.ts';
import { Complaint, type Address, type Shell } from './shell.ts';
import { problemInWords } from './text/problem.ts';

/** Creates a client of the Fleetcast at this address, which ends with the command. */
export function connect(
	{ url, token }: Address,
	{ clock, signal }: Shell,
	options: { readonly everyMs?: number } = {}
): FleetClient {
	return createFleetClient(url, {
		clock,
		signal,
		...(token === undefined ? {} : { token }),
		...options
	});
}

/** Calls back with a sentence once Fleetcast refuses. Returns a function that stops it. */
export function onRefusal(client: FleetClient, action: (complaint: Complaint) => void): () => void {
	return client.on('link', (link, problem) => {
		if (link === 'refused' && problem) action(complaintOf(problem));
	});
}

/** Returns the error that ended a loop over states, for the user: a refusal is no bug. */
export function complaintFrom(error: unknown): unknown {
	return error instanceof FleetRefusal ? complaintOf(error.problem) : error;
}

function complaintOf(problem: Problem): Complaint {
	return new Complaint(problemInWords(problem), EXIT.unknown);
}
