import { recordedText, recordings } from '../../support/recordings.ts';
import { feedTicks, startDaemon } from './daemon-process.ts';

interface Answer {
	status: number;
	text: string;
}

/** Something that answers as the daemon does: the recordings of one scene, the embedded daemon, or a live one. */
export interface Source {
	readonly name: string;
	/** Whether it holds data: then it forecasts, else it says that it cannot. */
	readonly hasData: boolean;
	/** Whether a path may be missing, as the contract allows of older daemons. */
	readonly mayLack: boolean;
	open(): Promise<OpenSource>;
}

export interface OpenSource {
	get(path: string): Promise<Answer>;
	/** A path below /explain that has an explanation. */
	explained(): Promise<string>;
	close(): Promise<unknown>;
}

export function recordedSource(folder: string, hasData: boolean): Source {
	const of = recordings().filter(
		({ file, method, port }) => file.startsWith(`${folder}/`) && method === 'GET' && port === 8000
	);
	return {
		name: `the recordings of ${folder}`,
		hasData,
		mayLack: false,
		open: () =>
			Promise.resolve({
				get(path) {
					const found = of.find((recording) => recording.path === path);
					if (!found) throw new Error(`nothing recorded for ${path}`);
					return Promise.resolve({
						status: found.status,
						text: recordedText(found.file.replace(/\.gz$/, ''))
					});
				},
				explained() {
					const found = of.find(({ file }) => file.includes('explain-riskiest'));
					return Promise.resolve(found?.path ?? '');
				},
				close: () => Promise.resolve()
			})
	};
}

export function embeddedSource(ticks: number): Source {
	return {
		name: ticks ? `the embedded daemon after ${ticks} ticks` : 'the embedded daemon, not fed yet',
		hasData: ticks > 0,
		mayLack: false,
		async open() {
			const daemon = await startDaemon();
			await feedTicks(daemon.url, ticks, Date.now());
			return { ...overHttp(daemon.url), close: daemon.stop };
		}
	};
}

/** Any daemon that runs already and has data; DAEMON_URL names it, TFT_API_KEY opens it. */
export function liveSource(url: string, key: string | undefined): Source {
	return {
		name: `the daemon at ${url}`,
		hasData: true,
		mayLack: true,
		open: () => Promise.resolve({ ...overHttp(url, key), close: () => Promise.resolve() })
	};
}

function overHttp(url: string, key?: string) {
	const get = async (path: string): Promise<Answer> => {
		const headers: Record<string, string> = key ? { 'x-api-key': key } : {};
		const answer = await fetch(new URL(path, url), { headers });
		return { status: answer.status, text: await answer.text() };
	};
	return {
		get,
		async explained() {
			const { text } = await get('/predictions/current');
			const { summary } = JSON.parse(text) as { summary: { top_5_risks: string[] } };
			return `/explain/${encodeURIComponent(summary.top_5_risks[0] ?? '')}`;
		}
	};
}
