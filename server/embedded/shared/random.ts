/** A stream of chance: the same seed gives the same numbers on every machine. */
export interface Random {
	/** From 0, inclusive, to 1, exclusive. */
	uniform(): number;
	/** Mean 0, standard deviation 1. */
	normal(): number;
}

const TO_UNIT = 2 ** -32;

/**
 * xoshiro128** 1.1 (Blackman and Vigna, public domain), seeded by splitmix32;
 * normals by Marsaglia's polar method.
 *
 * @param seed any finite number; its lower 32 bits count
 */
export function createRandom(seed: number): Random {
	let mix = seed | 0;
	const next = () => {
		mix = (mix + 0x9e3779b9) | 0;
		let bits = mix ^ (mix >>> 16);
		bits = Math.imul(bits, 0x21f0aaad);
		bits ^= bits >>> 15;
		bits = Math.imul(bits, 0x735a2d97);
		return bits ^ (bits >>> 15);
	};
	let [a, b, c, d] = [next(), next(), next(), next()];
	let spare = NaN;

	function uniform(): number {
		const scrambled = Math.imul(b, 5);
		const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
		const shifted = b << 9;
		c ^= a;
		d ^= b;
		b ^= c;
		a ^= d;
		c ^= shifted;
		d = (d << 11) | (d >>> 21);
		return result * TO_UNIT;
	}

	function normal(): number {
		// The polar method yields two at a time.
		if (!Number.isNaN(spare)) {
			const kept = spare;
			spare = NaN;
			return kept;
		}
		for (;;) {
			const x = 2 * uniform() - 1;
			const y = 2 * uniform() - 1;
			const square = x * x + y * y;
			if (square >= 1 || square === 0) continue;
			const scale = Math.sqrt((-2 * Math.log(square)) / square);
			spare = y * scale;
			return x * scale;
		}
	}

	return { uniform, normal };
}
