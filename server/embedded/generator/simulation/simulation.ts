import { localTime } from '../../shared/local-time.ts';
import { createRandom } from '../../shared/random.ts';
import { hourOfDay } from './day-rhythm.ts';
import { profileCounts, serverName } from './fleet-plan.ts';
import { age, createMachine, isSilent, type Machine } from './machine.ts';
import { measure, type SimulatedRecord } from './measure.ts';
import { Noise } from './noise.ts';
import { PROFILES, type Profile } from './profiles.ts';
import { JOB_PROFILE } from './recurring-job.ts';
import { ScenarioDirector, type Scenario } from './scenario.ts';
import { statusOf } from './status.ts';

export type { SimulatedRecord };

export interface SimulationOptions {
	/** 7–1,000. */
	servers: number;
	seed: number;
	/** In ms since 1970, UTC: where simulated time begins. Hours of the day are local. */
	startAt: number;
	/** The scenario at the start; by default healthy. */
	scenario?: Scenario;
	/** Spontaneous critical issues per server and day, whatever the scenario; by default 0.05. */
	incidentsPerServerDay?: number;
	/** In ms since 1970: when the memory of one server, filled by a job every few hours, crosses its limit. By default none. */
	jobCrossesAt?: number;
}

const INCIDENTS_PER_SERVER_DAY = 0.05;

export interface Simulation {
	/** Simulated time of the last records, in ms since 1970. */
	readonly at: number;
	readonly scenario: Scenario;
	readonly fleetSize: number;
	/** Names of the servers under the scenario's pressure; of a cascade, its sources. */
	affected(): string[];
	names(): string[];
	setScenario(scenario: Scenario): void;
	/**
	 * Advances time by `stepMs` and measures every server that is not silent. Steps may be of any length and may vary:
	 * the statistics are the same. The same options, steps and calls give the same records.
	 */
	advance(stepMs: number): SimulatedRecord[];
	/** Silences these servers for this much simulated time; 0 ends it. Returns the known ones among them. */
	silence(names: readonly string[], forMs: number): string[];
	/** Adds servers, spread over the profiles like the fleet. Returns their names. */
	join(count: number): string[];
}

/** A simulated fleet without a wall clock: state, time and seed in, records out. */
export function createSimulation(options: SimulationOptions): Simulation {
	const { servers, seed, startAt, incidentsPerServerDay = INCIDENTS_PER_SERVER_DAY } = options;
	// One random stream each, so that setting a scenario does not change the rest.
	const [traits, weather, events, choices] = [1, 2, 3, 4].map((stream) =>
		createRandom(Math.imul(seed, 0x9e3779b1) + stream)
	) as [Stream, Stream, Stream, Stream];
	const director = new ScenarioDirector(choices);
	const counts = profileCounts(servers);
	const machines: Machine[] = [];
	let at = startAt;

	const add = (profile: Profile): Machine => {
		const wholeNumber = machines.filter((machine) => machine.profile === profile).length + 1;
		const name = serverName(profile, wholeNumber);
		const machine = createMachine(name, profile, machines.length, at, traits);
		machines.push(machine);
		return machine;
	};
	for (const profile of PROFILES) {
		for (let wholeNumber = 0; wholeNumber < counts[profile]; wholeNumber++) add(profile);
	}
	const noise = new Noise(machines.length, weather);
	const worker = machines.find(({ profile }) => profile === JOB_PROFILE);
	if (worker && options.jobCrossesAt !== undefined) {
		worker.job = { crossesAt: options.jobCrossesAt };
	}
	if (options.scenario) director.set(options.scenario, machines, at);

	return {
		get at() {
			return at;
		},
		get scenario() {
			return director.scenario;
		},
		get fleetSize() {
			return machines.length;
		},
		affected: () => director.affected.map(({ name }) => name),
		names: () => machines.map(({ name }) => name),
		setScenario(scenario) {
			director.set(scenario, machines, at);
		},
		advance(stepMs) {
			at += stepMs;
			noise.advance(stepMs);
			director.advance(at);
			const hour = hourOfDay(at);
			const { cascade } = director;
			const moment = { at, hour, timestamp: localTime(at), cascade };
			const passage = { at, stepMs, hour, incidentsPerDay: incidentsPerServerDay };
			const records: SimulatedRecord[] = [];
			for (const machine of machines) {
				age(machine, passage, events);
				if (isSilent(machine, at)) continue;
				const status = statusOf(machine, cascade, at, stepMs);
				records.push(measure(machine, status, noise, moment));
			}
			return records;
		},
		silence(names, forMs) {
			const known = machines.filter(({ name }) => names.includes(name));
			for (const machine of known) machine.silentUntil = at + forMs;
			return known.map(({ name }) => name);
		},
		join(count) {
			return Array.from({ length: count }, () => {
				const { name } = add(mostWanting(machines));
				noise.grow();
				return name;
			});
		}
	};
}

type Stream = ReturnType<typeof createRandom>;

/** Returns the profile that is furthest below its share. */
function mostWanting(machines: readonly Machine[]): Profile {
	const planned = profileCounts(machines.length + 1);
	const lack = (profile: Profile) =>
		planned[profile] - machines.filter((machine) => machine.profile === profile).length;
	return PROFILES.reduce((best, profile) => (lack(profile) > lack(best) ? profile : best));
}
