import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { createAccess } from '../../../server/access.ts';

const makeToken = (...args: string[]) =>
	spawnSync(process.execPath, ['scripts/token.mjs', ...args], { encoding: 'utf8' });

test('the token that is printed opens the door that the printed entry sets up', () => {
	const { stdout, status } = makeToken('wall-1', 'viewer');
	const [token = '', entry = ''] = stdout.split('\n').filter((line) => /^\S+$/.test(line));
	const read = readConfig({ HOST: '0.0.0.0', ACCESS_TOKENS: entry }, () => '');
	if (!read.ok) throw new Error(read.faults.join());
	const asking = { headers: { authorization: `Bearer ${token}` }, remoteAddress: '192.0.2.1' };
	expect(createAccess(read.config).identify(asking)).toEqual({ name: 'wall-1', role: 'viewer' });
	expect(status).toBe(0);
});

test.each([[['wall']], [['wall', 'admin']], [['a:b', 'viewer']], [[]]])(
	'%j cannot stand in an entry, and usage is shown',
	(args) => {
		const { stderr, stdout, status } = makeToken(...args);
		expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
		expect(stderr).toContain('npm run token');
	}
);
