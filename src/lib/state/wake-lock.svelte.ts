/** What is known of the promise that the screen stays on: held, or why not. */
export type WakeLock =
	| { readonly kind: 'asking' }
	| { readonly kind: 'held' }
	| { readonly kind: 'refused'; readonly reason: string };

/** Keeps the screen awake as long as it can, and says when it cannot. A browser takes the lock away from a hidden page. */
export class ScreenWake {
	#lock = $state.raw<WakeLock>({ kind: 'asking' });

	get lock(): WakeLock {
		return this.#lock;
	}

	/** The answer lets go. */
	hold(): () => void {
		let sentinel: WakeLockSentinel | undefined;
		let over = false;
		const ask = async () => {
			if (over || document.visibilityState !== 'visible') return;
			if (!('wakeLock' in navigator)) {
				const reason = isSecureContext
					? 'this browser cannot'
					: 'browsers allow it only over https, or on this very machine';
				this.#lock = { kind: 'refused', reason };
				return;
			}
			try {
				sentinel = await navigator.wakeLock.request('screen');
				sentinel.addEventListener('release', () => void ask(), { once: true });
				this.#lock = { kind: 'held' };
			} catch (error) {
				const reason = error instanceof Error ? error.message : 'the browser refuses';
				this.#lock = { kind: 'refused', reason };
			}
		};
		const seen = () => void ask();
		document.addEventListener('visibilitychange', seen);
		void ask();
		return () => {
			over = true;
			document.removeEventListener('visibilitychange', seen);
			void sentinel?.release();
		};
	}
}
