import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Returns how many cells of a terminal the text takes; it must have no control characters. */
export function cells(text: string): number {
	return stringWidth(text);
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
	for (const { segment } of graphemes.segment(text)) {
		if (cells(`${cut}${segment}…`) > width) break;
		cut += segment;
	}
	return width > 0 ? `${cut}…` : '';
}
