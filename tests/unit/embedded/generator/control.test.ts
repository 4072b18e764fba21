import { expect, test } from 'vitest';
import { answerControl } from '../../../../server/embedded/generator/control/routes.ts';
import { parseArguments } from '../../../../server/embedded/generator/options.ts';
import { ScenarioChoice } from '../../../../server/embedded/generator/simulation/scenario-choice.ts';
import { createSimulation } from '../../../../server/embedded/generator/simulation/simulation.ts';

/** A generator of 20 servers that has offered 4 ticks. */
function generator() {
	const simulation = createSimulation({
		servers: 20,
		seed: 1,
		startAt: new Date(2026, 0, 14, 13).getTime()
	});
	let malformed = 0;
	const choice = new ScenarioChoice(simulation, 'healthy');
	choice.begin();
	const deps = {
		simulation,
		choice,
		ticks: () => 4,
		daemonUrl: 'http://127.0.0.1:8000',
		addMalformed: (count: number) => (malformed += count)
	};
	return {
		simulation,
		malformed: () => malformed,
		get: (path: string) => answerControl('GET', path, '', deps),
		post: (path: string, body: unknown) =>
			answerControl('POST', path, typeof body === 'string' ? body : JSON.stringify(body), deps)
	};
}

test('status and scenario status have the shape of the contract', () => {
	const { get } = generator();
	expect(get('/status')).toEqual({
		status: 200,
		body: {
			running: true,
			scenario: 'healthy',
			tick_count: 4,
			fleet_size: 20,
			affected_servers: 0,
			inference_url: 'http://127.0.0.1:8000'
		}
	});
	expect(get('/scenario/status').body).toEqual({
		scenario: 'healthy',
		affected_servers: [],
		total_affected: 0,
		fleet_size: 20,
		tick_count: 4
	});
	expect(get('/').body).toMatchObject({
		service: 'Metrics Generator Daemon',
		status: 'streaming',
		endpoints: { set_scenario: 'POST /scenario/set' }
	});
});

test('a scenario that is set is answered with what was and what is, critical too', () => {
	const { post, get } = generator();
	const set = (scenario: string) => post('/scenario/set', { scenario });
	expect(set('degrading')).toEqual({
		status: 200,
		body: {
			status: 'success',
			old_scenario: 'healthy',
			new_scenario: 'degrading',
			affected_servers: 4,
			tick_count: 4
		}
	});
	expect(set('critical').body).toMatchObject({ old_scenario: 'degrading', affected_servers: 5 });
	expect(get('/scenario/status').body).toMatchObject({ scenario: 'critical', total_affected: 5 });
	expect(set('cascade').body).toMatchObject({ affected_servers: 2 });
	expect(set('healthy').body).toMatchObject({ affected_servers: 0 });
});

test('an unknown scenario is an error in words, a missing one a 422', () => {
	const { post } = generator();
	expect(post('/scenario/set', { scenario: 'nonsense' })).toEqual({
		status: 200,
		body: { status: 'error', message: 'Invalid scenario: nonsense' }
	});
	expect(post('/scenario/set', {})).toEqual({
		status: 422,
		body: {
			detail: [{ loc: ['body', 'scenario'], msg: 'field required', type: 'value_error.missing' }]
		}
	});
	expect(post('/scenario/set', 'not json').status).toBe(422);
	expect(post('/scenario/set', 'null').status).toBe(422);
});

test('servers can be silenced, added, and malformed records asked for', () => {
	const { post, simulation, malformed } = generator();
	expect(post('/control/silence', { servers: ['ppweb001'], seconds: 60 }).body).toEqual({
		status: 'success',
		servers: ['ppweb001'],
		seconds: 60
	});
	expect(post('/control/silence', { servers: ['nobody'] }).body).toEqual({
		status: 'error',
		message: 'Unknown servers: nobody'
	});
	expect(simulation.advance(5_000).length).toBe(19);
	expect(post('/control/join', { count: 2 }).status).toBe(200);
	expect(simulation.fleetSize).toBe(22);
	expect(post('/control/join', { count: 0 }).status).toBe(422);
	expect(post('/control/malformed', { count: 3 }).status).toBe(200);
	expect(malformed()).toBe(3);
});

test('other paths are 404, other methods 405', () => {
	const { get, post } = generator();
	expect(get('/health').status).toBe(404);
	expect(get('/__proto__').status).toBe(404);
	expect(get('/scenario/set').status).toBe(405);
	expect(post('/status', {}).status).toBe(405);
});

test('the command line is read whole, and every fault is named at once', () => {
	expect(parseArguments([])).toMatchObject({
		ok: true,
		arguments: { servers: 45, port: 8001, intervalMs: 5_000, scenario: 'healthy', fillMinutes: 15 }
	});
	const wrong = parseArguments([
		'--servers=6',
		'--seed',
		'x',
		'--scenario=panic',
		'--daemon-url=ftp://there'
	]);
	expect(wrong.ok ? [] : wrong.faults.map((fault) => fault.split(':')[0])).toEqual([
		'--servers',
		'--seed',
		'--daemon-url',
		'--scenario'
	]);
	expect(parseArguments(['--nonsense']).ok).toBe(false);
});
