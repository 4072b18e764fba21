import { alertKey } from '#core/alerting/alert-key.ts';
import { expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { serverTopic } from '#core/protocol/topic.ts';
import { pastState } from '../../../server/gateway/past/past-states.ts';
import { fleetStates } from '../../../server/state/fleet-states.ts';
import { serverState } from '../../../server/state/server-state.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';

const FLEET = fleetOf(serverNames(30), seeded(7));
const NOBODY = { silent: new Set<string>() };
const ALERTED = FLEET.alerts[0]?.server ?? '';
const CALM = FLEET.rows.find(({ score }) => score < 50)?.name ?? '';
const EXPECTED = Object.fromEntries(
	FLEET.alerts.filter(({ server }) => server === ALERTED).map((alert) => [alertKey(alert), alert])
);

test('a server’s topic has the alerts of that server, and no other’s', () => {
	const state = serverState(FLEET, ALERTED, NOBODY, DEFAULT_THRESHOLDS);
	expect(state).toMatchObject({ present: true, alerts: EXPECTED });
	expect(Object.keys(EXPECTED).length).toBeGreaterThan(0);
	expect(FLEET.alerts.length).toBeGreaterThan(Object.keys(EXPECTED).length);
});

test('without alerts there is no such field', () => {
	expect(serverState(FLEET, CALM, NOBODY, DEFAULT_THRESHOLDS)).not.toHaveProperty('alerts');
});

test('of the past it has the alerts of then', () => {
	const states = fleetStates(FLEET, NOBODY, DEFAULT_THRESHOLDS);
	const past = (name: string) =>
		pastState(serverTopic(name), states, () => ({ keeping: true }) as never, new Map());
	expect(past(ALERTED)).toMatchObject({ present: true, alerts: EXPECTED });
	expect(past(CALM)).not.toHaveProperty('alerts');
});
