import type { Browser, Page } from 'playwright';
import { VIEWS } from '#view-models/frame/views.ts';
import { median, rounded, type Row } from '../row.ts';

/**
 * Some topics are requested from the daemon only while they are watched: the first visit may wait for the next poll.
 */
const PATIENCE_MS = 60_000;

/** What of a view is there only with its data; of all others it is the face that they call live. */
const OWN_CONTENT: Readonly<Record<string, string>> = {
	heatmap: '.heatmap canvas',
	'top-risks': 'ol > li',
	accuracy: '.accuracy section.panel'
};
const LIVE = '[data-view-state=live]';

/**
 * Presses a link and waits until the view that it leads to is there with its data and painted: other content than before,
 * nothing of it still being asked for, and the frame that has it is done. Charts, and rows below what is in sight, come in
 * the frames after it. In the page itself, so that nothing of the bench is measured. Answers ms.
 */
const SWITCH = `async ({ link, path, content }) => {
	const shown = () => document.querySelector('main ' + content);
	const before = shown();
	const start = performance.now();
	document.querySelector(link).click();
	await new Promise((done, fail) => {
		const look = () => {
			const there =
				location.pathname === path &&
				shown() !== null &&
				shown() !== before &&
				document.querySelector('main [aria-busy=true]') === null;
			// This frame is painted before anything else has its turn.
			if (there) setTimeout(done);
			else if (performance.now() - start > ${PATIENCE_MS}) fail(new Error(path + ' shows no ' + content));
			else requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
	});
	return performance.now() - start;
}`;

const IDLE = `async () => {
	const start = performance.now();
	await new Promise((done) =>
		requestAnimationFrame(() => setTimeout(done))
	);
	return performance.now() - start;
}`;

/** From the first view to each other and back, each view's own script loaded before. */
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
		reference: `${rounded(median(idle), 0)} ms for a frame of nothing`,
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
			const to = await switchTo(tab, {
				link: id === 'server' ? 'main a[href*="/server?"]' : linkTo(path),
				path,
				content: OWN_CONTENT[id] ?? LIVE
			});
			const back = await switchTo(tab, { link: linkTo('/'), path: '/', content: LIVE });
			// The first time loads the view's own script.
			if (visit === 0) continue;
			there.push(to);
			home.push(back);
		}
		rows.push(row(title, there));
	}
	await context.close();
	return [row('Next 8 hours', home), ...rows];
}

/** In the menu, which has all views. */
function linkTo(path: string): string {
	return `nav[aria-label="All views"] a[href$="${path}"]`;
}

interface Switch {
	/** Selector of the link that is pressed. */
	readonly link: string;
	/** Where it leads. */
	readonly path: string;
	/** The selector of an element that exists once the view is shown. */
	readonly content: string;
}

/** The shortest time between hovering over a link and pressing it, in ms. */
const AIM_MS = 100;

/** The page rests before each, as a reader does; then the pointer comes to the link, and presses it. */
async function switchTo(tab: Page, to: Switch): Promise<number> {
	await tab.waitForTimeout(400);
	if (!(await tab.isVisible(to.link))) await tab.getByRole('button', { name: 'Menu' }).click();
	await tab.hover(to.link);
	await tab.waitForTimeout(AIM_MS);
	return tab.evaluate(`(${SWITCH})(${JSON.stringify(to)})`);
}
