import { cureOf, type Cure, type Problem, type ProblemKind } from '#core/protocol/problem.ts';

/** Fleetcast will not have it, and waiting does not help: what a loop over a topic's states is thrown. */
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

	/** `reload`: get the newest client. `never`: asking again in the same way cannot help. */
	get cure(): Cure {
		return cureOf(this.problem);
	}
}
