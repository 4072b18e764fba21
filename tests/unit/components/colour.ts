/** How people see: without a defect, and with each of the three kinds of dichromacy. */
export const VISIONS = ['usual', 'protan', 'deutan', 'tritan'] as const;
export type Vision = (typeof VISIONS)[number];

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const SEEN: Readonly<Record<Vision, Matrix>> = {
	usual: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1]
	],
	protan: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998]
	],
	deutan: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881]
	],
	tritan: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039]
	]
};

/** WCAG 2.2 contrast of two colours such as `#d71e28` or `#fff`. */
export function contrast(one: string, other: string): number {
	const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
}

/** The CIE76 distance of two colours, as someone of this vision sees them. Under about 10 they are easily confused. */
export function distance(one: string, other: string, vision: Vision): number {
	const [a, b] = [lab(seen(one, vision)), lab(seen(other, vision))];
	return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function luminance(colour: string): number {
	const [red, green, blue] = linear(colour);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function seen(colour: string, vision: Vision): Triple {
	const rgb = linear(colour);
	const [red, green, blue] = SEEN[vision].map((row) =>
		Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]))
	);
	return [red ?? 0, green ?? 0, blue ?? 0];
}

function linear(colour: string): Triple {
	const digits = colour.slice(1);
	const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
	const [red, green, blue] = [0, 2, 4].map((at) => {
		const share = Number.parseInt(full.slice(at, at + 2), 16) / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return [red ?? NaN, green ?? NaN, blue ?? NaN];
}

/** D65. */
function lab([red, green, blue]: Triple): Triple {
	const root = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
	const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
	const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
	const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
