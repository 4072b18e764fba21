import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '#core/protocol/messages.ts';
import { newReleaseInWords, releaseOf, versionOf } from '#core/release.ts';
import { buildId } from '../../../scripts/build-id.js';
import { readBuildId } from '../../../server/build-id.ts';
import { startGateway } from '../../support/gateway-harness.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'fleetcast-build-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Builds sources of this content as Kit does: the name of the build is written beside it. */
function build(content: string): string {
	mkdirSync(join(root, 'src'), { recursive: true });
	mkdirSync(join(root, 'client/_app'), { recursive: true });
	writeFileSync(join(root, 'src/app.html'), content);
	writeFileSync(join(root, 'client/_app/version.json'), JSON.stringify({ version: buildId(root) }));
	return releaseOf('0.1.0', readBuildId(pathToFileURL(`${root}/`)));
}

/** What a server of this release tells a viewer that joins. */
async function joinedAt(release: string): Promise<string | undefined> {
	const harness = await startGateway({ settings: { version: release } });
	const viewer = new PlainViewer(harness.url, { auth: { protocol: PROTOCOL_VERSION } });
	const answer = await viewer.join({ topics: ['summary'] });
	viewer.close();
	await harness.close();
	return answer.ok ? answer.value.version : undefined;
}

test('a joining client recognises another build of the same version', async () => {
	const before = build('<p>one</p>');
	const again = build('<p>one</p>');
	const after = build('<p>two</p>');
	expect(again).toBe(before);
	expect(await joinedAt(again)).toBe(before);
	expect(await joinedAt(after)).not.toBe(before);
	expect([before, after].map(versionOf)).toEqual(['0.1.0', '0.1.0']);
});

test('people read of versions, not of builds', () => {
	expect(newReleaseInWords('0.1.0+bbbb', '0.1.0+aaaa')).toBe(
		'A newer build of Fleetcast is running.'
	);
	expect(newReleaseInWords('0.2.0+bbbb', '0.1.0+aaaa')).toBe(
		'Fleetcast 0.2.0 is running; this page was loaded from 0.1.0.'
	);
});

test('where nothing was built, the version stands alone', () => {
	expect(releaseOf('0.1.0', readBuildId(pathToFileURL(`${root}/`)))).toBe('0.1.0');
});
