/** A random stream: the same seed gives the same numbers on every machine. */
export interface Random {
	/** Returns a number from 0, inclusive, to 1, exclusive, in steps of 2^-32. */
	uniform(): number;
	/** Returns a normally distributed number with mean 0 and standard deviation 1. */
	normal(): number;
}

const TO_UNIT = 2 ** -32;

const LAYERS = 128;
/** Where the tail of the normal density begins, and the area of each layer over it (Doornik 2005). */
const TAIL_START = 3.442619855899;
const LAYER_AREA = 9.91256303526217e-3;

/** Right edges of the layers, widest first, and the part of each that is entirely under the curve. */
const { edges, inside } = layers();

/**
 * Returns xoshiro128** 1.1 (Blackman and Vigna), seeded by splitmix32; normals by the ziggurat of Marsaglia and Tsang
 * in Doornik's form, from separate bits for layer and position.
 *
 * @param seed any finite number; its lower 32 bits count
 */
export function createRandom(seed: number): Random {
	let mix = seed | 0;
	const seeded = () => {
		mix = (mix + 0x9e3779b9) | 0;
		let bits = mix ^ (mix >>> 16);
		bits = Math.imul(bits, 0x21f0aaad);
		bits ^= bits >>> 15;
		bits = Math.imul(bits, 0x735a2d97);
		return bits ^ (bits >>> 15);
	};
	let [a, b, c, d] = [seeded(), seeded(), seeded(), seeded()];

	/** Returns 32 random bits. */
	function next(): number {
		const scrambled = Math.imul(b, 5);
		const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
		const shifted = b << 9;
		c ^= a;
		d ^= b;
		b ^= c;
		a ^= d;
		c ^= shifted;
		d = (d << 11) | (d >>> 21);
		return result;
	}

	const uniform = () => (next() >>> 0) * TO_UNIT;

	function normal(): number {
		for (;;) {
			const bits = next();
			const layer = bits & (LAYERS - 1);
			// The other 25 bits, as a number from −1 to 1.
			const place = (bits >> 7) * 2 ** -24;
			const edge = edges[layer] ?? 0;
			if (Math.abs(place) < (inside[layer] ?? 0)) return place * edge;
			if (layer === 0) return tail(place < 0);
			const x = place * edge;
			const below = density(edge, x);
			const above = density(edges[layer + 1] ?? 0, x);
			if (above + uniform() * (below - above) < 1) return x;
		}
	}

	/** Returns a value beyond the layers (Marsaglia 1964). */
	function tail(isNegative: boolean): number {
		for (;;) {
			const x = Math.log(1 - uniform()) / TAIL_START;
			const y = Math.log(1 - uniform());
			if (-2 * y >= x * x) return isNegative ? x - TAIL_START : TAIL_START - x;
		}
	}

	return { uniform, normal };
}

/** Returns the normal density at an edge, as a multiple of that at `x`. */
function density(edge: number, x: number): number {
	return Math.exp(-0.5 * (edge * edge - x * x));
}

function layers() {
	const edges = new Float64Array(LAYERS + 1);
	let height = Math.exp(-0.5 * TAIL_START ** 2);
	edges[0] = LAYER_AREA / height;
	edges[1] = TAIL_START;
	for (let layer = 2; layer < LAYERS; layer++) {
		const edge = Math.sqrt(-2 * Math.log(LAYER_AREA / (edges[layer - 1] ?? NaN) + height));
		edges[layer] = edge;
		height = Math.exp(-0.5 * edge * edge);
	}
	const inside = edges.subarray(0, LAYERS).map((edge, layer) => (edges[layer + 1] ?? NaN) / edge);
	return { edges, inside };
}
