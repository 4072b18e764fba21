import { hostileAnswers, type HostileAnswer } from '../support/hostile-answers.ts';
import { HostileDaemon } from '../support/hostile-daemon.ts';
import { answer } from './child.ts';

/** The hostile daemon in a process of its own: its answers are large, and making them must not hold up who measures. */
const daemon = new HostileDaemon();
const answers = hostileAnswers('k3y-of-the-daemon', Number(process.argv[2] ?? 1));

answer<{ kind: 'listen' } | { kind: 'turn'; name: string } | { kind: 'answered' }>(
	async (question) => {
		if (question.kind === 'listen')
			return { url: await daemon.start(), names: Object.keys(answers) };
		if (question.kind === 'answered') return { answered: daemon.answered };
		const hostile: HostileAnswer | undefined = answers[question.name];
		daemon.turn(hostile);
		return {};
	}
);
