import { recordedJson } from './recordings.ts';

interface Sent {
	predictions: Record<string, Record<string, unknown>>;
	alerts: Record<string, unknown>[];
	environment: Record<string, unknown>;
	summary: Record<string, unknown>;
}

const MARK = '@@';

/**
 * Recorded predictions scaled to `servers` servers, as bodies that are cheap to make by the tick: each server's recorded
 * entry under a new name, its risk and display values moved a little from tick to tick. The first of them have the names given.
 */
export function scaledAnswers(
	servers: number,
	names: readonly string[] = []
): (tick: number) => string {
	const sent = recordedJson('critical-escalated/predictions-current.json') as Sent;
	const entries = Object.entries(sent.predictions);
	const pieces = Array.from({ length: servers }, (_, index) => {
		const [name, entry] = entries[index % entries.length] ?? ['', {}];
		const prefix = name.replace(/\d+$/, '');
		const display = entry.display_metrics as Record<string, { current: number; predicted: number }>;
		const moving = Object.fromEntries(
			Object.entries(display).map(([key, value]) => [
				key,
				{ ...value, current: `${MARK}${value.current}${MARK}` }
			])
		);
		const text = JSON.stringify({
			...entry,
			risk_score: `${MARK}${String(entry.risk_score)}${MARK}`,
			display_metrics: moving
		});
		return {
			name: JSON.stringify(
				names[index] ??
					`${prefix}${String(Math.floor(index / entries.length) + 1)}${name.slice(prefix.length)}`
			),
			parts: text.split(`"${MARK}`).flatMap((part) => part.split(`${MARK}"`))
		};
	});
	const rest = JSON.stringify({ ...sent, predictions: undefined }).slice(1);
	return (tick) =>
		`{"predictions":{${pieces
			.map(({ name, parts }, server) => `${name}:${moved(parts, tick, server)}`)
			.join(',')}},${rest}`;
}

/** Every other part is a number; it wanders within ±2 % of itself and a little more. */
function moved(parts: readonly string[], tick: number, server: number): string {
	return parts
		.map((part, index) => {
			if (index % 2 === 0) return part;
			const wave = Math.sin(tick * 1.7 + server + index);
			return Math.min(100, Math.max(0, Number(part) * (1 + wave / 50) + wave)).toFixed(1);
		})
		.join('');
}
