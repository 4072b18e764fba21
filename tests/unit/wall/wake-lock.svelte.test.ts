import { expect, test } from 'vitest';
import { ScreenWake, type WakeLockBrowser } from '#state/wake-lock.svelte.ts';

const MINUTE_MS = 60_000;

/** A browser that grants or refuses, a page that is seen or hidden, and a clock with the one timer there is. */
class StandInBrowser {
	refusal: string | undefined;
	requests = 0;
	held: EventTarget[] = [];
	readonly page = Object.assign(new EventTarget(), {
		visibilityState: 'visible' as DocumentVisibilityState
	});
	#timer: { ms: number; action: () => void } | undefined;

	readonly clock = {
		now: () => 0,
		after: (ms: number, action: () => void) => {
			this.#timer = { ms, action };
			return () => (this.#timer = undefined);
		}
	};

	readonly browser: WakeLockBrowser = {
		secure: true,
		page: this.page as unknown as WakeLockBrowser['page'],
		wakeLock: {
			request: () => {
				this.requests++;
				if (this.refusal !== undefined) return Promise.reject(new Error(this.refusal));
				const sentinel = Object.assign(new EventTarget(), {
					release: () => Promise.resolve(this.take())
				});
				this.held = [sentinel];
				return Promise.resolve(sentinel as unknown as WakeLockSentinel);
			}
		}
	};

	take(): void {
		const [sentinel] = this.held;
		this.held = [];
		sentinel?.dispatchEvent(new Event('release'));
	}

	show(state: DocumentVisibilityState): void {
		this.page.visibilityState = state;
		this.page.dispatchEvent(new Event('visibilitychange'));
	}

	minute(): void {
		expect(this.#timer?.ms).toBe(MINUTE_MS);
		this.#timer?.action();
	}

	get waiting(): boolean {
		return this.#timer !== undefined;
	}
}

test('a refusal is reported, and the lock requested each minute until it is granted', async () => {
	const stage = new StandInBrowser();
	stage.refusal = 'battery is low';
	const wake = new ScreenWake(stage.clock);
	wake.hold(stage.browser);
	await expect.poll(() => wake.lock).toEqual({ kind: 'refused', reason: 'battery is low' });
	stage.minute();
	await expect.poll(() => stage.requests).toBe(2);
	stage.refusal = undefined;
	stage.minute();
	await expect.poll(() => wake.lock).toEqual({ kind: 'held' });
	stage.minute();
	expect(stage.requests).toBe(3);
});

test('a lock that is taken away is reported, and regained when the page is visible again', async () => {
	const stage = new StandInBrowser();
	const wake = new ScreenWake(stage.clock);
	wake.hold(stage.browser);
	await expect.poll(() => wake.lock.kind).toBe('held');
	stage.show('hidden');
	stage.take();
	expect(wake.lock.kind).toBe('refused');
	expect(stage.requests).toBe(1);
	stage.show('visible');
	await expect.poll(() => wake.lock.kind).toBe('held');
});

test('a browser without it says why, and letting go ends everything', async () => {
	const stage = new StandInBrowser();
	const wake = new ScreenWake(stage.clock);
	wake.hold({ ...stage.browser, wakeLock: undefined, secure: false });
	expect(wake.lock).toEqual({ kind: 'refused', reason: 'needs HTTPS' });
	const other = new ScreenWake(stage.clock);
	const letGo = other.hold(stage.browser);
	await expect.poll(() => other.lock.kind).toBe('held');
	letGo();
	expect(stage.held).toEqual([]);
	expect(stage.waiting).toBe(false);
	stage.show('visible');
	expect(stage.requests).toBe(1);
});
