/** The daemon's own scale for a server's `alert`; the counts of `summary` use another one (fleet-summary.ts). */
const LEVELS = [
	{ floor: 70, level: 'critical', color: '#ff4444', emoji: '🔴', label: 'Critical' },
	{ floor: 40, level: 'warning', color: '#ff9900', emoji: '🟠', label: 'Warning' },
	{ floor: 20, level: 'watch', color: '#ffcc00', emoji: '🟡', label: 'Watch' },
	{ floor: 0, level: 'healthy', color: '#44ff44', emoji: '🟢', label: 'Healthy' }
] as const;

export interface AlertLevel {
	level: (typeof LEVELS)[number]['level'];
	score: number;
	color: string;
	emoji: string;
	label: string;
}

export function alertLevel(score: number): AlertLevel {
	const found = LEVELS.find(({ floor }) => score >= floor);
	if (!found) throw new RangeError(`risk score outside 0–100: ${score}`);
	const { level, color, emoji, label } = found;
	return { level, score, color, emoji, label };
}
