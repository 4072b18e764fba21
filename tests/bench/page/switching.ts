import type { Browser, Page } from 'playwright';
import { VIEWS } from '#core/frame/views.ts';
import { median, rounded, type Row } from '../row.ts';

const PATIENCE_MS = 10_000;

/**
 * Presses a link and waits until the view that it leads to is there with its data and painted: another view than before,
 * live, nothing of it still being asked for, and a frame has gone by. In the page itself, so that nothing of the bench is
 * measured. Answers ms.
 */
const SWITCH = `async ({ link: selector, path }) => {
	const viewNow = () => document.querySelector('main [data-face], main .accuracy');
	const before = viewNow();
	const link = document.querySelector(selector);
	const start = performance.now();
	link.click();
	await new Promise((done, fail) => {
		const look = () => {
			const view = viewNow();
			const there =
				location.pathname === path &&
				view !== null &&
				view !== before &&
				(view.dataset.face === 'live' ||
					(view.matches('.accuracy') && view.querySelector('section.panel') !== null)) &&
				document.querySelector('main [aria-busy=true]') === null;
			if (there) requestAnimationFrame(() => setTimeout(done));
			else if (performance.now() - start > ${PATIENCE_MS})
				fail(new Error(path + ' did not come to life: ' + view?.className + ' ' + view?.dataset.face));
			else requestAnimationFrame(look);
		};
		look();
	});
	return performance.now() - start;
}`;

const IDLE = `async () => {
	const start = performance.now();
	await new Promise((done) =>
		requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))
	);
	return performance.now() - start;
}`;

/** From Overview to each view and back, each view's own script loaded before. */
export async function viewSwitches(
	browser: Browser,
	url: string,
	servers: number,
	visits: number
): Promise<Row[]> {
	const context = await browser.newContext();
	const tab = await context.newPage();
	await tab.goto(url);
	await tab.getByText(/^Live:/).waitFor();
	const idle: number[] = [];
	for (let round = 0; round < 5; round++) idle.push(await tab.evaluate(`(${IDLE})()`));
	const goal = servers > 90 ? 100 : 50;
	const row = (title: string, samples: readonly number[]): Row => ({
		figure: `switching to ${title}, ${servers} servers`,
		measured: `${rounded(median(samples), 0)} ms (median of ${samples.length})`,
		reference: `${rounded(median(idle), 0)} ms for two frames of nothing`,
		goal: `≤ ${goal} ms`,
		met: median(samples) <= goal,
		numbers: { ms: median(samples), idleMs: median(idle) }
	});
	const rows: Row[] = [];
	const home: number[] = [];
	for (const { id, path, title } of VIEWS) {
		if (path === '/') continue;
		const there: number[] = [];
		for (let visit = 0; visit <= visits; visit++) {
			const to = await switchTo(
				tab,
				id === 'server' ? 'main a[href*="/server?"]' : tabOf(path),
				path
			);
			const back = await switchTo(tab, tabOf('/'), '/');
			// The first time loads the view's own script.
			if (visit === 0) continue;
			there.push(to);
			home.push(back);
		}
		rows.push(row(title, there));
	}
	await context.close();
	return [row('Overview', home), ...rows];
}

function tabOf(path: string): string {
	return `nav[aria-label=Views] a[href$="${path}"]`;
}

/** The page rests before each, as a reader does. */
async function switchTo(tab: Page, link: string, path: string): Promise<number> {
	await tab.waitForTimeout(400);
	return tab.evaluate(`(${SWITCH})(${JSON.stringify({ link, path })})`);
}
