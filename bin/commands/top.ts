import { connect, onRefusal } from '../connect.ts';
import { monitorConnection } from '../connection-monitor.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Complaint, whereabouts, type Address, type Shell } from '../shell.ts';
import { drawing, ENTER, LEAVE } from '../terminal/screen.ts';
import { pageOf, topFrame } from '../text/top-frame.ts';
import { FIRST_VIEW, topRows, viewAfter, type View } from '../text/top-view.ts';

/** Ages on the screen change once a second. */
const SECOND_MS = 1_000;
const CTRL_C = '\u0003';
const CTRL_Z = '\u001a';

/**
 * Shows the fleet as a live table on the whole terminal, which is restored afterwards for any kind of end.
 * @throws Complaint without a terminal, and for a refusal
 */
export function top(address: Address, shell: Shell): Promise<ExitCode> {
	const { out, clock, keyboard } = shell;
	if (!out.terminal || !keyboard)
		throw new Complaint('top needs a terminal; in a pipe use "fleetcast watch risk".', EXIT.usage);
	const client = connect(address, shell);
	let view: View = FIRST_VIEW;
	let drawn = true;
	let wanted = false;
	/** Ended or suspended: the terminal belongs to another program. */
	let away = false;

	function draw(): void {
		wanted = true;
		if (!drawn || away) return;
		wanted = false;
		drawn = false;
		const facts = {
			where: whereabouts(address),
			connection: connection.now(),
			summary: client.state('summary'),
			rows: topRows(client.state('risk'), client.state('metrics'), view.sort),
			at: client.update?.at,
			ageMs: client.ageMs(),
			demo: connection.demo()
		};
		// A slow line gets the newest picture next, never all those in between.
		void out.write(drawing(topFrame(facts, view, out, out.style))).then(() => {
			drawn = true;
			if (wanted) draw();
		});
	}
	const connection = monitorConnection(client, () => draw());

	return new Promise((resolve, reject) => {
		const stops: (() => void)[] = [];
		let ended = false;
		function end(finish: () => void): void {
			if (ended) return;
			ended = away = true;
			for (const stop of stops.splice(0)) stop();
			client.close();
			void out.write(LEAVE).then(finish);
		}
		function onKey(key: string): void {
			if (key === CTRL_C) return end(() => resolve(EXIT.interrupted));
			if (key === CTRL_Z) return void suspend();
			const rows = Object.keys(client.state('risk') ?? {}).length;
			const next = viewAfter(view, key, { rows, page: pageOf(out) });
			if (!next) return end(() => resolve(EXIT.done));
			view = next;
			draw();
		}
		async function suspend(): Promise<void> {
			away = true;
			await out.write(LEAVE);
			await keyboard?.suspend();
			if (ended) return;
			await out.write(ENTER);
			away = false;
			draw();
		}
		let cancelBeat: (() => void) | undefined;
		const beat = () => {
			draw();
			cancelBeat = clock.after(SECOND_MS, beat);
		};
		void out.write(ENTER);
		stops.push(
			() => cancelBeat?.(),
			keyboard.listen(onKey),
			shell.onResize(draw),
			client.on('tick', () => draw()),
			client.on('closed', () => end(() => resolve(EXIT.done))),
			onRefusal(client, (complaint) => end(() => reject(complaint)))
		);
		client.show(['summary', 'risk', 'metrics']);
		beat();
	});
}
