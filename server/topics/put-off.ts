/** Shown for a request that has waited too long for its turn. */
export const PUT_OFF =
	'Waiting for the daemon: it does one thing at a time, and its predictions come first.';
