import { monotonicClock, type ClientClock } from '#client/clock.ts';

/** Whether the screen is kept on, and if not, why. */
export type WakeLock =
	| { readonly kind: 'asking' }
	| { readonly kind: 'held' }
	| { readonly kind: 'refused'; readonly reason: string };

/** The browser's interface; tests replace it. */
export interface WakeLockBrowser {
	/** Undefined where the browser has none. */
	readonly wakeLock: Pick<globalThis.WakeLock, 'request'> | undefined;
	readonly secure: boolean;
	readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

const AGAIN_MS = 60_000;

/** Keeps the screen on as long as it can, and reports when it cannot. A browser releases the lock of a hidden page. */
export class ScreenWake {
	readonly #clock: ClientClock;
	#lock = $state.raw<WakeLock>({ kind: 'asking' });

	constructor(clock: ClientClock = monotonicClock) {
		this.#clock = clock;
	}

	get lock(): WakeLock {
		return this.#lock;
	}

	/** Returns a function that releases the lock. */
	hold(browser: WakeLockBrowser = ofWindow()): () => void {
		const { wakeLock, secure, page } = browser;
		let sentinel: WakeLockSentinel | undefined;
		let over = false;
		let asking = false;
		let cancel: (() => void) | undefined;

		const ask = async () => {
			if (over || asking || sentinel || page.visibilityState !== 'visible') return;
			if (!wakeLock) return this.#refused(secure ? 'not supported by this browser' : 'needs HTTPS');
			asking = true;
			try {
				sentinel = await wakeLock.request('screen');
				sentinel.addEventListener('release', released, { once: true });
				this.#lock = { kind: 'held' };
			} catch (error) {
				this.#refused(error instanceof Error ? error.message : 'refused by the browser');
			}
			asking = false;
			if (over) void sentinel?.release();
		};
		// Not requested again at once: a browser that always releases it would be asked for ever.
		const released = () => {
			sentinel = undefined;
			this.#refused('released by the browser');
		};
		const seen = () => void ask();
		const beat = () => {
			void ask();
			cancel = this.#clock.after(AGAIN_MS, beat);
		};
		page.addEventListener('visibilitychange', seen);
		beat();
		return () => {
			over = true;
			cancel?.();
			page.removeEventListener('visibilitychange', seen);
			void sentinel?.release();
		};
	}

	#refused(reason: string): void {
		this.#lock = { kind: 'refused', reason };
	}
}

function ofWindow(): WakeLockBrowser {
	// Older browsers and insecure pages have none, whatever the types say.
	const { wakeLock }: Partial<Pick<Navigator, 'wakeLock'>> = navigator;
	return { wakeLock, secure: isSecureContext, page: document };
}
