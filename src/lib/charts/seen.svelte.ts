import type { Attachment } from 'svelte/attachments';

/** How far below the fold one begins to draw, so that nobody who scrolls sees an empty chart. */
const AHEAD = '50%';

/** Attaches once the element comes into view: a page of many charts costs what is seen of it. */
export function onceSeen(attachment: Attachment<HTMLElement>): Attachment<HTMLElement> {
	return (node) => {
		let undo = () => {};
		const observer = new IntersectionObserver(
			(entries) => {
				if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
				observer.disconnect();
				undo = $effect.root(() => attachment(node) ?? undefined);
			},
			{ rootMargin: AHEAD }
		);
		observer.observe(node);
		return () => {
			observer.disconnect();
			undo();
		};
	};
}
