/** A daemon's warm-up while the last of its servers has too little data. */
export function newcomerWarmup(servers: number): Record<string, unknown> {
	return {
		is_warmed_up: false,
		progress_percent: 99,
		threshold: 150,
		current_size: 149,
		required_size: 150,
		message: `Warming up: ${servers - 1}/${servers} servers ready`
	};
}
