/**
 * Loaded before a program (`node --import`): its clocks and timers, those of its worker threads too, run `SOAK_SPEED` times
 * as fast. Processor, disk and network do not, so ticks must leave time for the work of each.
 */
const speed = Number(process.env.SOAK_SPEED ?? 1);
const begunAt = Date.now();
const realNow = Date.now.bind(Date);
const realMonotonic = performance.now.bind(performance);
const { setTimeout: realTimeout, setInterval: realInterval } = globalThis;

Date.now = () => begunAt + Math.round((realNow() - begunAt) * speed);
performance.now = () => realMonotonic() * speed;
globalThis.setTimeout = /** @type {typeof setTimeout} */ (
	(/** @type {() => void} */ action, /** @type {number} */ ms, /** @type {unknown[]} */ ...rest) =>
		realTimeout(action, (ms ?? 0) / speed, ...rest)
);
globalThis.setInterval = /** @type {typeof setInterval} */ (
	(/** @type {() => void} */ action, /** @type {number} */ ms, /** @type {unknown[]} */ ...rest) =>
		realInterval(action, (ms ?? 0) / speed, ...rest)
);
