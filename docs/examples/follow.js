/**
 * The fleet's riskiest servers, each time they change, with Fleetcast's own client.
 *
 *     node follow.js http://127.0.0.1:8050 [token]
 */
import { createFleetClient, FleetRefusal } from 'fleetcast/client';

const [, , url = 'http://127.0.0.1:8050', token] = process.argv;
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const client = createFleetClient(url, { token, signal: stop.signal });
client.on('link', (link, problem) => console.error('connection:', link, problem?.detail ?? ''));
client.on('freshness', (freshness) => console.error('data:', freshness.kind));

try {
	// The loop ends with the client. However slow its body is, it gets the newest state and no backlog.
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
