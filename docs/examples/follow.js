/**
 * Prints the fleet's riskiest servers whenever they change, with Fleetcast's own client.
 *
 *     FLEETCAST_TOKEN=… node follow.js http://127.0.0.1:8050
 *
 * The token, where one is needed, comes from the environment: other users can read a command line.
 */
import { env } from 'node:process';
import { createFleetClient, FleetRefusal } from 'fleetcast/client';

const [, , url = 'http://127.0.0.1:8050'] = process.argv;
const token = env.FLEETCAST_TOKEN || undefined;
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const client = createFleetClient(url, { token, signal: stop.signal });
client.on('link', (link, problem) => console.error('connection:', link, problem?.detail ?? ''));
client.on('freshness', (freshness) => console.error('data:', freshness.kind));

try {
	// The loop ends when the client is closed. A slow body gets the latest state next, never a backlog.
	for await (const risk of client.follow('risk')) {
		const highest = Object.entries(risk).sort(([, a], [, b]) => b.score - a.score);
		console.log(
			highest
				.slice(0, 3)
				.map(([server, { score, level }]) => `${server} ${score} ${level}`)
				.join(', ')
		);
	}
} catch (error) {
	if (!(error instanceof FleetRefusal)) throw error;
	console.error(`refused: ${error.kind}: ${error.message}`);
	process.exitCode = 1;
}
