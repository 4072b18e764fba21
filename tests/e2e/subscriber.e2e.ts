import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../support/gateway-harness.ts';

const TYPES: Record<string, string> = {
	'.html': 'text/html',
	'.js': 'text/javascript',
	'.css': 'text/css'
};
const random = seeded(6);
let folder: string;
let site: Server;
let harness: GatewayHarness;

/** A web server that knows nothing of Fleetcast: the example's files and one of the package. */
test.beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'fleetcast-browser-'));
	const built = join(folder, 'package');
	execFileSync(process.execPath, ['scripts/package.mjs', '--only-browser', '--out', built]);
	cpSync('docs/examples/browser', folder, { recursive: true });
	cpSync(join(built, 'browser/fleetcast-client.js'), join(folder, 'fleetcast-client.js'));
	site = createServer((request, response) => {
		const path = new URL(request.url ?? '/', 'http://localhost').pathname;
		try {
			const body = readFileSync(join(folder, path));
			response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(body);
		} catch {
			response.writeHead(404).end();
		}
	});
	site.listen(0, '127.0.0.1');
	await once(site, 'listening');
});

test.afterAll(() => {
	site.close();
	site.closeAllConnections();
	rmSync(folder, { recursive: true, force: true });
});

test.afterEach(() => harness.close());

const siteOrigin = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
const pageAt = (address: string) =>
	`${siteOrigin()}/index.html?fleetcast=${encodeURIComponent(address)}`;

function access(origins: readonly string[]) {
	return {
		identify: () => ({ name: 'local', role: 'viewer' as const }),
		originAllowed: (origin: string | undefined) => origin === undefined || origins.includes(origin),
		clientAddress: () => '127.0.0.1'
	};
}

test('a page without a build step follows the fleet from an origin of its own, and says when it is stale', async ({
	page
}) => {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	harness = await startGateway({ access: access([siteOrigin()]) });
	await harness.tick(fleetOf(['<b>db</b>', ...serverNames(3)], random));
	await page.goto(pageAt(harness.url));
	const rows = page.locator('#servers tr');
	await expect(page.getByRole('status')).toHaveText('Live');
	await expect(rows).toHaveCount(4);
	await expect(page.getByRole('cell', { name: '<b>db</b>' })).toBeVisible();
	await harness.tick(fleetOf(serverNames(2), random));
	await expect(rows).toHaveCount(2);
	harness.currentState.daemon = { state: 'down', stale: true, since: 1 };
	harness.gateway.daemon(harness.currentState.daemon);
	await expect(page.getByRole('status')).toHaveText('Stale: daemon');
	await expect(page.locator('body')).toHaveClass('stale');
	expect(faults).toEqual([]);
});

test('a page whose origin is not allowed is never let in, and never looks live', async ({
	page
}) => {
	harness = await startGateway({ access: access([]) });
	await harness.tick(fleetOf(serverNames(2), random));
	await page.goto(pageAt(harness.url));
	await expect.poll(() => harness.refusals).toContain('origin-refused');
	await expect(page.getByRole('status')).not.toHaveText('Live');
	await expect(page.locator('#servers tr')).toHaveCount(0);
});
