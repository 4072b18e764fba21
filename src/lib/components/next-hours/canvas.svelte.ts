import { currentPalette, type ChartPalette } from '#charts/palette.svelte.ts';

/** What a painter draws on: already scaled to CSS pixels and cleared. */
export interface Surface {
	readonly context: CanvasRenderingContext2D;
	readonly width: number;
	readonly height: number;
	readonly palette: ChartPalette;
}

/**
 * Returns an attachment that paints a canvas, and again whenever its size, the theme or anything that `paint` reads
 * changes. The canvas keeps the size that its style gives it.
 * @param load the code that paints, which the first page does not wait for
 */
export function painting<Painters>(
	load: () => Promise<Painters>,
	paint: (painters: Painters, surface: Surface) => void
) {
	return (canvas: HTMLCanvasElement) => {
		let size = $state.raw({ width: 0, height: 0 });
		let painters = $state.raw<Painters>();
		void load().then((loaded) => (painters = loaded));
		// Told before the first paint too. To ask the canvas itself would lay the page out once for each canvas.
		const sizes = new ResizeObserver((entries) => {
			const box = entries.at(-1)?.contentRect;
			if (box && (box.width !== size.width || box.height !== size.height)) {
				size = { width: box.width, height: box.height };
			}
		});
		sizes.observe(canvas);
		$effect(() => {
			const { width, height } = size;
			const context = canvas.getContext('2d');
			if (!painters || !context || width === 0 || height === 0) return;
			const ratio = devicePixelRatio;
			const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
			// Setting a size takes new memory, and has the page laid out anew.
			if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
			if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
			context.setTransform(ratio, 0, 0, ratio, 0, 0);
			context.globalAlpha = 1;
			context.clearRect(0, 0, width, height);
			paint(painters, { context, width, height, palette: currentPalette() });
		});
		return () => sizes.disconnect();
	};
}
