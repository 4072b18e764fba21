/**
 * An attachment that gives the focus back to an element whose row has moved. Browsers take the focus from an element
 * that is removed, even if it is inserted again at once; a reader at the keyboard would be sent to the top whenever a
 * tick changes the order of rows.
 */
export function keepFocus(root: HTMLElement): () => void {
	let last: HTMLElement | undefined;
	const remember = ({ target }: FocusEvent) => {
		last = target instanceof HTMLElement ? target : undefined;
	};
	// A press elsewhere means that the reader leaves on purpose.
	const forget = () => (last = undefined);
	const moves = new MutationObserver((records) => {
		if (!last?.isConnected || document.activeElement !== document.body) return;
		const held = last;
		const moved = records.some(({ removedNodes }) =>
			[...removedNodes].some((node) => node.contains(held))
		);
		if (moved) held.focus({ preventScroll: true });
	});
	root.addEventListener('focusin', remember);
	document.addEventListener('pointerdown', forget);
	moves.observe(root, { childList: true, subtree: true });
	return () => {
		root.removeEventListener('focusin', remember);
		document.removeEventListener('pointerdown', forget);
		moves.disconnect();
	};
}
