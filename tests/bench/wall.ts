import { chromium, type CDPSession } from 'playwright';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { startPages } from '../e2e/page-host.ts';
import type { Fleet } from '#core/fleet.ts';
import { WALL_VIEW_TITLES } from '#view-models/wall/options.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { rounded, type Row, type Section } from './row.ts';

const SERVERS = 90;
const GROWTH_GOAL_PERCENT = 5;

/** A wall in Chromium over many ticks, in which every number moves and servers become critical now and then: what it keeps. */
export const wall: Section = {
	name: 'wall',
	async run({ quick }) {
		const [warmUp, ticks] = quick ? [50, 200] : [200, 2_000];
		const pages = await startPages();
		const executablePath = findChromium();
		const browser = await chromium.launch({
			args: chromiumArgs,
			...(executablePath ? { executablePath } : {})
		});
		try {
			const wander = wandering();
			const tick = () => pages.answer(wander());
			tick();
			const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
			const session = await page.context().newCDPSession(page);
			await page.goto(`${pages.url}/wall?every=5`);
			await page.locator('.wall[data-freshness=live]').waitFor();
			const shown = new Map<string, number>();
			/** Each tick is painted before the next one arrives, and the screen at that time is recorded. */
			const run = async (count: number) => {
				for (let done = 0; done < count; done++) {
					tick();
					await page.evaluate('new Promise(requestAnimationFrame)');
					const title = (await page.locator('h1').textContent()) ?? '';
					shown.set(title, (shown.get(title) ?? 0) + 1);
				}
			};
			/** On to the same view each time: views differ in what they hold. */
			const runToOverview = async (least: number) => {
				await run(least);
				const all = () => Object.values(WALL_VIEW_TITLES).every((title) => shown.has(title));
				while (!all() || (await page.locator('h1').textContent()) !== WALL_VIEW_TITLES.overview)
					await run(1);
			};
			await runToOverview(warmUp);
			const before = await heapBytes(session);
			await runToOverview(ticks);
			const after = await heapBytes(session);
			return [turned(shown), row(ticks, before, after)];
		} finally {
			await browser.close();
			await pages.close();
		}
	}
};

/** A fleet whose scores wander from tick to tick as real ones do: one after the other becomes critical for a while, none leaps. */
function wandering(): () => Fleet {
	const random = seeded(11);
	const names = serverNames(SERVERS);
	const usual = names.map(() => random() * 70);
	let scores = usual;
	let tick = 0;
	return () => {
		const troubled = Math.floor(tick / 200) % SERVERS;
		const trouble = tick++ % 200 < 50;
		scores = scores.map((score, index) => {
			const aim = trouble && index === troubled ? 90 : (usual[index] ?? 0);
			return Math.min(95, Math.max(0, score + (aim - score) * 0.1 + (random() - 0.5) * 2));
		});
		const fleet = fleetOf(names, random, { forecasts: false });
		const rows = fleet.rows.map((row, index) => ({ ...row, score: scores[index] ?? 0 }));
		return { ...fleet, rows };
	};
}

/** Whether every view had its turn: memory of a wall that shows but one would say little. */
function turned(shown: ReadonlyMap<string, number>): Row {
	const ticks = [...shown.values()].reduce((sum, count) => sum + count, 0);
	const titles = Object.values(WALL_VIEW_TITLES);
	const seen = titles.filter((title) => shown.has(title));
	const calm = titles.reduce((sum, title) => sum + (shown.get(title) ?? 0), 0);
	const interrupted = Math.round((1 - calm / ticks) * 100);
	return {
		figure: 'views of the wall that had their turn',
		measured: `${seen.length} (${titles.map((title) => `${title} ${shown.get(title) ?? 0}`).join(', ')} ticks)`,
		reference: `${titles.length} views, interrupted in ${interrupted} % of ${ticks.toLocaleString('en')} ticks`,
		goal: `${titles.length}`,
		met: seen.length === titles.length,
		numbers: { seen: seen.length, interrupted }
	};
}

async function heapBytes(session: CDPSession): Promise<{ heap: number; nodes: number }> {
	// Twice: what the first collection finalises, the second frees.
	for (let round = 0; round < 2; round++) await session.send('HeapProfiler.collectGarbage');
	const { usedSize } = await session.send('Runtime.getHeapUsage');
	const { nodes } = await session.send('Memory.getDOMCounters');
	return { heap: usedSize, nodes };
}

function row(
	ticks: number,
	before: { heap: number; nodes: number },
	after: { heap: number; nodes: number }
): Row {
	const growth = (after.heap / before.heap - 1) * 100;
	return {
		figure: `memory of a wall over ${ticks.toLocaleString('en')} ticks of ${SERVERS} servers`,
		measured: `${rounded(growth, 1)} % (${rounded(after.heap / 1e6, 1)} MB, ${after.nodes} nodes)`,
		reference: `${rounded(before.heap / 1e6, 1)} MB, ${before.nodes} nodes after warm-up`,
		goal: `≤ ${GROWTH_GOAL_PERCENT} %`,
		met: growth <= GROWTH_GOAL_PERCENT,
		numbers: { before: before.heap, after: after.heap, nodes: after.nodes }
	};
}
