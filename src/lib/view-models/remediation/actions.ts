/** The action for a server at risk, who carries it out, and how soon it takes effect. */
export interface Action {
	readonly action: string;
	/** The system that would carry it out. */
	readonly integration: string;
	/** Expected, not measured: nothing here has been carried out. */
	readonly effectMinutes: number;
	/** Carried out automatically after approval; the others need a person. */
	readonly autonomous: boolean;
}

/** By the daemon's profile, or Fleetcast's grouping of names by prefix. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map([
	[
		'ML Compute',
		{
			action: 'Add 2 vCPU',
			integration: 'hypervisor',
			effectMinutes: 1,
			autonomous: true
		}
	],
	[
		'Database',
		{
			action: 'Connection pooling and read replicas',
			integration: 'database platform',
			effectMinutes: 2,
			autonomous: true
		}
	],
	[
		'Web API',
		{
			action: 'Add 2 instances and limit the request rate',
			integration: 'orchestrator, gateway',
			effectMinutes: 1,
			autonomous: true
		}
	],
	[
		'Risk Analytics',
		{
			action: 'Queue batch jobs and scale out',
			integration: 'batch scheduler',
			effectMinutes: 5,
			autonomous: true
		}
	]
]);

/** For every profile without an action of its own. */
export const OTHER_ACTION: Action = {
	action: 'Page the on-call engineer',
	integration: 'pager',
	effectMinutes: 15,
	autonomous: false
};

/** Returns the action for a profile; an unknown profile has a general one. */
export function actionFor(profile: string): Action {
	return ACTIONS.get(profile) ?? OTHER_ACTION;
}
