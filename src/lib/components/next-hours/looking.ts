import { shareAt, stepAtShare } from '#view-models/next-hours/axis.ts';

/** Where a row is looked at. */
export interface Look {
	/** The step under the pointer; undefined beside the strip, and with a keyboard. */
	readonly step?: number;
	/** Whether there is more room above the row than below it. */
	readonly above: boolean;
}

/** As high as a fan is, in rem. */
const ROOM_REM = 12;

/** Returns an attachment that tells when a row is hovered or has focus; undefined when it no longer is, or on Escape. */
export function looking(onlook: (look: Look | undefined) => void) {
	return (row: HTMLElement) => {
		const stop = new AbortController();
		const { signal } = stop;
		const look = (step?: number) => {
			const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
			const above = row.getBoundingClientRect().bottom + ROOM_REM * rem > innerHeight;
			onlook({ above, ...(step !== undefined && { step }) });
		};
		const stepUnder = ({ clientX }: PointerEvent) => {
			const strip = row.querySelector('.strip')?.getBoundingClientRect();
			if (!strip || clientX < strip.left + shareAt(0) * strip.width || clientX > strip.right)
				return undefined;
			return stepAtShare((clientX - strip.left) / strip.width);
		};
		const pointed = (event: PointerEvent) => {
			// A finger that touches a row scrolls or presses its link.
			if (event.pointerType !== 'touch') look(stepUnder(event));
		};
		row.addEventListener('pointerenter', pointed, { signal });
		row.addEventListener('pointermove', pointed, { signal });
		row.addEventListener('pointerleave', () => onlook(undefined), { signal });
		row.addEventListener('focusin', () => look(), { signal });
		row.addEventListener('focusout', () => onlook(undefined), { signal });
		row.addEventListener('keydown', ({ key }) => key === 'Escape' && onlook(undefined), { signal });
		return () => stop.abort();
	};
}
