import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { cells, clip, fit } from '../../../bin/terminal/cells.ts';
import { harmless } from '../../../bin/terminal/harmless.ts';
import { bar, progressLine, warmupInWords } from '../../../bin/terminal/progress.ts';
import { createStyle, LEVEL_SHAPES, wantsColour } from '../../../bin/terminal/style.ts';
import { LEVELS } from '#core/levels/levels.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const warmup = { phase: 'collecting', progressPercent: 37.6, message: 'Collecting' } as const;

test.each([
	['ppdb001', 'ppdb001'],
	['Zürich-数据 ✓', 'Zürich-数据 ✓'],
	['a\u001b[2Jb', 'a\\u{1b}[2Jb'],
	['line\r\nbreak', 'line\\u{d}\\u{a}break'],
	['c1 \u009b31m', 'c1 \\u{9b}31m'],
	['\u202eevil', '\\u{202e}evil'],
	['\u2028', '\\u{2028}']
])('%j is shown as %s', (text, shown) => {
	expect(harmless(text)).toBe(shown);
});

test('[law] whatever a server’s name is, a terminal obeys no part of it', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			expect(harmless(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
		})
	);
});

test('wide characters and pictures take two cells, marks none', () => {
	expect([cells('abc'), cells('数据'), cells('🚀'), cells('e\u0301')]).toEqual([3, 4, 2, 1]);
	// A keycap, a flag, and a text character that a selector turns into a picture.
	expect([cells('1\ufe0f\u20e3'), cells('🇩🇪'), cells('☎\ufe0f')]).toEqual([2, 2, 2]);
});

test('[law] what is fitted takes exactly its cells, whichever way it leans', () => {
	fc.assert(
		fc.property(anyText, fc.nat(40), fc.constantFrom('left', 'right'), (text, width, lean) => {
			expect(cells(fit(harmless(text), width, lean))).toBe(width);
		})
	);
});

test('a cut text ends with an ellipsis, and one that fits is unchanged', () => {
	expect([clip('ppdb001', 7), clip('ppdb001', 5), clip('数据数据', 4), clip('ppdb001', 0)]).toEqual(
		['ppdb001', 'ppdb…', '数…', '']
	);
});

test.each([
	[{}, true, true],
	[{}, false, false],
	[{ NO_COLOR: '1' }, true, false],
	[{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
	[{ NO_COLOR: '' }, true, true],
	[{ FORCE_COLOR: '1' }, false, true],
	[{ FORCE_COLOR: '0' }, false, false],
	[{ TERM: 'dumb' }, true, false]
])('with %j on a terminal (%s) colours are %s', (environment, terminal, coloured) => {
	expect(wantsColour(environment, terminal)).toBe(coloured);
});

test('without colours a level is plain text, and its shape still identifies it', () => {
	const plain = createStyle(false);
	expect(LEVELS.map((level) => plain.level(level, level))).toEqual([...LEVELS]);
	expect(new Set(Object.values(LEVEL_SHAPES)).size).toBe(LEVELS.length);
	expect(createStyle(true).level('critical', 'x')).toBe('\u001b[1m\u001b[31mx\u001b[39m\u001b[22m');
});

test.each(['0', '1'])('styles are the same whatever this process’s own FORCE_COLOR=%s', (force) => {
	vi.stubEnv('FORCE_COLOR', force);
	vi.stubEnv('NO_COLOR', '1');
	expect(createStyle(true).bold('x')).toBe('\u001b[1mx\u001b[22m');
	expect(createStyle(false).bold('x')).toBe('x');
	vi.unstubAllEnvs();
});

test('[law] a bar is as wide as it is asked to be, and fuller the further it is', () => {
	const filled = (text: string) => [...text].filter((cell) => cell === '█').length;
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 80 }),
			fc.float({ min: 0, max: 100, noNaN: true }),
			(width, percent) => {
				expect(cells(bar(percent, width))).toBe(width);
				expect(filled(bar(percent, width))).toBeLessThanOrEqual(filled(bar(100, width)));
			}
		)
	);
	expect([bar(0, 4), bar(50, 4), bar(100, 4), bar(12.5, 1)]).toEqual(['░░░░', '██░░', '████', '▏']);
});

test('a warm-up in words names only what is known', () => {
	expect(warmupInWords(warmup)).toBe('37%');
	expect(warmupInWords({ ...warmup, ready: 12, total: 45, remainingMs: 125_000 })).toBe(
		'37%, 12 of 45 servers ready, about 2 min 05 s left'
	);
});

test('[law] a line of progress never fills its terminal’s last column, whatever the message', () => {
	fc.assert(
		fc.property(anyText, fc.integer({ min: 2, max: 200 }), (message, columns) => {
			expect(cells(progressLine({ ...warmup, message }, columns))).toBeLessThan(columns);
		})
	);
});
