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
		const measure = () => {
			const { clientWidth: width, clientHeight: height } = canvas;
			if (width !== size.width || height !== size.height) size = { width, height };
		};
		const sizes = new ResizeObserver(measure);
		sizes.observe(canvas);
		measure();
		$effect(() => {
			const { width, height } = size;
			const context = canvas.getContext('2d');
			if (!painters || !context || width === 0 || height === 0) return;
			const ratio = devicePixelRatio;
			// Setting a size clears the canvas.
			canvas.width = Math.round(width * ratio);
			canvas.height = Math.round(height * ratio);
			context.setTransform(ratio, 0, 0, ratio, 0, 0);
			paint(painters, { context, width, height, palette: currentPalette() });
		});
		return () => sizes.disconnect();
	};
}
