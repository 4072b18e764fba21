import { chromium, type CDPSession } from 'playwright';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { startPages } from '../e2e/page-host.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { rounded, type Row, type Section } from './row.ts';

const SERVERS = 90;
const GROWTH_GOAL_PERCENT = 5;

/** A wall in Chromium over many ticks, in which every number changes and servers become critical: what it keeps. */
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
			const names = serverNames(SERVERS);
			const random = seeded(11);
			const tick = () => pages.answer(fleetOf(names, random, { forecasts: false }));
			tick();
			const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
			const session = await page.context().newCDPSession(page);
			await page.goto(`${pages.url}/wall?every=5`);
			await page.locator('.wall[data-freshness=live]').waitFor();
			/** Each tick is painted before the next one comes. */
			const run = async (count: number) => {
				for (let done = 0; done < count; done++) {
					tick();
					await page.evaluate('new Promise(requestAnimationFrame)');
				}
			};
			await run(warmUp);
			const before = await heapBytes(session);
			await run(ticks);
			const after = await heapBytes(session);
			return [row(ticks, before, after)];
		} finally {
			await browser.close();
			await pages.close();
		}
	}
};

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
