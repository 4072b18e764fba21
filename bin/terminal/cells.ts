/** East Asian Wide and Fullwidth (UAX #11) by blocks, and characters that are pictures by default: two cells each. */
const WIDE =
	/[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** Only a mark over the preceding character. */
const NOTHING = /^\p{M}+$/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cellsOf(grapheme: string): number {
	if (NOTHING.test(grapheme)) return 0;
	return WIDE.test(grapheme) ? 2 : 1;
}

/** Returns how many cells of a terminal the text takes; it must have no control characters. */
export function cells(text: string): number {
	let width = 0;
	for (const { segment } of graphemes.segment(text)) width += cellsOf(segment);
	return width;
}

/** Returns exactly `width` cells: cut with an ellipsis, or padded. */
export function fit(text: string, width: number, lean: 'left' | 'right' = 'left'): string {
	const cut = clip(text, width);
	const gap = ' '.repeat(Math.max(0, width - cells(cut)));
	return lean === 'left' ? cut + gap : gap + cut;
}

/** Returns at most `width` cells; an ellipsis marks a cut. */
export function clip(text: string, width: number): string {
	if (cells(text) <= width) return text;
	let cut = '';
	let left = width - 1;
	for (const { segment } of graphemes.segment(text)) {
		left -= cellsOf(segment);
		if (left < 0) break;
		cut += segment;
	}
	return width > 0 ? `${cut}…` : '';
}
