import type { Browser, Page } from 'playwright';
import { VIEWS } from '#core/frame/views.ts';
import { median, rounded, type Row } from '../row.ts';

/**
 * Presses a tab and waits until its view is there and painted: the tab is the current one, a heading or a panel of the
 * view stands, and a frame has gone by. In the page itself, so that nothing of the bench is measured. Answers ms.
 */
const SWITCH = `async (path) => {
	const links = [...document.querySelectorAll('nav[aria-label=Views] a')];
	const link = links.find((each) => new URL(each.href).pathname === path);
	const start = performance.now();
	link.click();
	await new Promise((done) => {
		const look = () => {
			const there =
				link.getAttribute('aria-current') === 'page' &&
				document.querySelector('main h1, main section.panel, main .figures') !== null;
			if (there) requestAnimationFrame(() => setTimeout(done));
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
	for (const { path, title, tab: hasTab } of VIEWS) {
		if (!hasTab || path === '/') continue;
		const there: number[] = [];
		for (let visit = 0; visit <= visits; visit++) {
			const to = await switchTo(tab, path);
			const back = await switchTo(tab, '/');
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

/** The page rests before each, as a reader does. */
async function switchTo(tab: Page, path: string): Promise<number> {
	await tab.waitForTimeout(400);
	return tab.evaluate(`(${SWITCH})(${JSON.stringify(path)})`);
}
