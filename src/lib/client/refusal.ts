import { cureOf, type Cure, type Problem, type ProblemKind } from '#core/protocol/problem.ts';

/** A refusal by Fleetcast that waiting does not resolve: thrown by a loop over a topic's states. */
export class FleetRefusal extends Error {
	override readonly name = 'FleetRefusal';
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.detail);
		this.problem = problem;
	}

	get kind(): ProblemKind {
		return this.problem.kind;
	}

	/** `reload`: get the newest client. `never`: repeating the request cannot help. */
	get cure(): Cure {
		return cureOf(this.problem);
	}
}
