/** What a number of thousandths ends in: how many bytes, then the point and its decimals without trailing zeros. */
const FRACTION_SIZE = 5;
const FRACTIONS = new Uint8Array(1000 * FRACTION_SIZE);
for (let thousandths = 1; thousandths < 1000; thousandths++) {
	const text = '.' + String(thousandths).padStart(3, '0').replace(/0+$/, '');
	FRACTIONS.set([text.length, ...Buffer.from(text, 'latin1')], thousandths * FRACTION_SIZE);
}

const MINUS = 45;
const DIGIT_ZERO = 48;
const COMMA = 44;

/**
 * Builds a JSON body as bytes. An answer for 1,000 servers holds four million numbers; writing them digit by digit
 * takes a quarter of the time of JSON.stringify and encoding its string.
 */
export class ByteWriter {
	#bytes: Buffer;
	#length = 0;

	constructor(capacity = 1 << 20) {
		this.#bytes = Buffer.allocUnsafe(capacity);
	}

	/** Empties the buffer and keeps its memory. */
	clear(): void {
		this.#length = 0;
	}

	text(text: string): void {
		this.#reserve(text.length * 3);
		this.#length += this.#bytes.write(text, this.#length, 'utf8');
	}

	json(value: unknown): void {
		this.text(JSON.stringify(value));
	}

	/** Writes a finite number, rounded to thousandths. */
	number(value: number): void {
		this.#reserve(32);
		this.#digits(value);
	}

	/** Writes `count` numbers of `values`, starting at `from`, as a JSON list. */
	list(values: Float64Array, from: number, count: number): void {
		this.#reserve(count * 32 + 2);
		this.#bytes[this.#length++] = 91;
		for (let index = from; index < from + count; index++) {
			if (index > from) this.#bytes[this.#length++] = COMMA;
			this.#digits(values[index] ?? NaN);
		}
		this.#bytes[this.#length++] = 93;
	}

	/** Returns a copy of the written bytes. */
	toBuffer(): Buffer {
		return Buffer.from(this.#bytes.subarray(0, this.#length));
	}

	#digits(value: number): void {
		const exact = Math.abs(value) * 1000;
		if (!(exact < 999_999)) return this.#large(value, Math.round(exact));
		// Bytes and place in variables of their own, and whole numbers: this is most of what an answer costs.
		const thousandths = (exact + 0.5) | 0;
		const bytes = this.#bytes;
		let at = this.#length;
		if (value < 0 && thousandths > 0) bytes[at++] = MINUS;
		const whole = (thousandths / 1000) | 0;
		if (whole >= 100) bytes[at++] = DIGIT_ZERO + ((whole / 100) | 0);
		if (whole >= 10) bytes[at++] = DIGIT_ZERO + (((whole / 10) | 0) % 10);
		bytes[at++] = DIGIT_ZERO + (whole % 10);
		const fraction = (thousandths - whole * 1000) * FRACTION_SIZE;
		const end = fraction + (FRACTIONS[fraction] ?? 0);
		for (let from = fraction + 1; from <= end; from++) bytes[at++] = FRACTIONS[from] ?? DIGIT_ZERO;
		this.#length = at;
	}

	#large(value: number, thousandths: number): void {
		if (!Number.isFinite(value)) throw new RangeError(`not a JSON number: ${value}`);
		// Beyond 2^53 thousandths there is nothing to round: the plain form is exact.
		if (thousandths > Number.MAX_SAFE_INTEGER) return this.#raw(String(value));
		const whole = Math.floor(thousandths / 1000);
		if (value < 0) this.#bytes[this.#length++] = MINUS;
		this.#raw(String(whole));
		const fraction = (thousandths - whole * 1000) * FRACTION_SIZE;
		const end = fraction + (FRACTIONS[fraction] ?? 0);
		this.#bytes.set(FRACTIONS.subarray(fraction + 1, end + 1), this.#length);
		this.#length += end - fraction;
	}

	#raw(text: string): void {
		this.#length += this.#bytes.write(text, this.#length, 'latin1');
	}

	#reserve(more: number): void {
		if (this.#length + more <= this.#bytes.length) return;
		const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
		this.#bytes.copy(grown, 0, 0, this.#length);
		this.#bytes = grown;
	}
}
