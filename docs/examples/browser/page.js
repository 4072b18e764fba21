import { createFleetClient, FleetRefusal } from 'fleetcast/browser';

const SHOWN = 10;
const address = new URLSearchParams(location.search).get('fleetcast') ?? 'http://127.0.0.1:8050';
const connection = document.querySelector('#connection');
const servers = document.querySelector('#servers');

const client = createFleetClient(address);
// Kept in the back/forward cache, the page may be shown again: then its client must still be there.
addEventListener('pagehide', ({ persisted }) => persisted || client.close());

client.on('freshness', ({ kind, cause }) => {
	document.body.classList.toggle('stale', kind === 'stale');
	connection.textContent = { waiting: 'Waiting', live: 'Live', stale: `Stale: ${cause}` }[kind];
});

function row([server, { score, level }]) {
	const cells = [server, score.toFixed(1), level].map((text) => {
		const cell = document.createElement('td');
		// As text, never as HTML: a server may bear any name.
		cell.textContent = text;
		return cell;
	});
	const line = document.createElement('tr');
	line.append(...cells);
	return line;
}

try {
	for await (const risk of client.follow('risk')) {
		const highest = Object.entries(risk).sort(([, a], [, b]) => b.score - a.score);
		servers.replaceChildren(...highest.slice(0, SHOWN).map(row));
	}
} catch (error) {
	if (!(error instanceof FleetRefusal)) throw error;
	connection.textContent = `Refused: ${error.message}`;
}
