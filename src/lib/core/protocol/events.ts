import type { DaemonHealth, Notice, Warmup } from './daemon.ts';
import type { Join, Joined, Refreshed, Snapshot, Tick } from './messages.ts';
import type { Problem, Result } from './problem.ts';

/** Every event that Fleetcast sends, typed for Socket.IO. */
export interface ServerToClient {
	snapshot: (snapshot: Snapshot) => void;
	tick: (tick: Tick) => void;
	daemon: (health: DaemonHealth) => void;
	warmup: (warmup: Warmup) => void;
	notice: (notice: Notice) => void;
	/** The reason why the server closes this connection, or refused a message. */
	problem: (problem: Problem) => void;
}

/** Every event that a viewer may send. Arguments are unvalidated: parse them. */
export interface ClientToServer {
	join: (join: Join, acknowledge: (answer: Result<Joined>) => void) => void;
	refresh: (acknowledge: (answer: Result<Refreshed>) => void) => void;
}
