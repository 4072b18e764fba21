/** The decimals of each number of thousandths, without trailing zeros. */
const FRACTIONS = Array.from({ length: 1000 }, (_, thousandths) =>
	thousandths === 0 ? '' : '.' + String(thousandths).padStart(3, '0').replace(/0+$/, '')
).map((text) => Buffer.from(text, 'latin1'));

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
		if (!Number.isFinite(value)) throw new RangeError(`not a JSON number: ${value}`);
		const thousandths = Math.round(Math.abs(value) * 1000);
		// Beyond 2^53 thousandths there is nothing to round: the plain form is exact.
		if (thousandths > Number.MAX_SAFE_INTEGER) return this.#raw(String(value));
		if (value < 0 && thousandths > 0) this.#bytes[this.#length++] = MINUS;
		const whole = Math.floor(thousandths / 1000);
		this.#whole(whole);
		const fraction = FRACTIONS[thousandths - whole * 1000];
		for (let at = 0; fraction && at < fraction.length; at++) {
			this.#bytes[this.#length++] = fraction[at] ?? DIGIT_ZERO;
		}
	}

	#whole(whole: number): void {
		if (whole >= 1000) return this.#raw(String(whole));
		if (whole >= 100) this.#bytes[this.#length++] = DIGIT_ZERO + Math.floor(whole / 100);
		if (whole >= 10) this.#bytes[this.#length++] = DIGIT_ZERO + (Math.floor(whole / 10) % 10);
		this.#bytes[this.#length++] = DIGIT_ZERO + (whole % 10);
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
