import type { FleetClient } from '#client/fleet-client.ts';
import type { FleetEvents } from '#client/events.ts';

type Recorded =
	'daemon' | 'freshness' | 'gap' | 'joined' | 'link' | 'malformed' | 'notice' | 'tick';

/** Everything that a client reports, in order, by the event's name. */
export function recordOf(client: FleetClient) {
	const told: { [Name in Recorded]: FleetEvents[Name][] } = {
		daemon: [],
		freshness: [],
		gap: [],
		joined: [],
		link: [],
		malformed: [],
		notice: [],
		tick: []
	};
	client.on('daemon', (...args) => told.daemon.push(args));
	client.on('freshness', (...args) => told.freshness.push(args));
	client.on('gap', (...args) => told.gap.push(args));
	client.on('joined', (...args) => told.joined.push(args));
	client.on('link', (...args) => told.link.push(args));
	client.on('malformed', (...args) => told.malformed.push(args));
	client.on('notice', (...args) => told.notice.push(args));
	client.on('tick', (...args) => told.tick.push(args));
	return told;
}
