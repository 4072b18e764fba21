import { counted } from '#core/format.ts';
import type { DriftState } from '#core/topics/drift.ts';
import type { ModelsState } from '#core/topics/models.ts';

interface Fact {
	readonly name: string;
	readonly value: string;
}

/** Facts about the model in use and its training, in words; unreported ones are left out. */
export function trainingFacts(
	{ training }: Extract<DriftState, { offered: true }>,
	models: ModelsState | undefined
): readonly Fact[] {
	const facts: Fact[] = [];
	const known = models?.offered ? models : undefined;
	if (known) facts.push({ name: 'Model in use', value: modelInUse(known) });
	if (training) {
		const { status, message, progressPercent } = training;
		const progress = progressPercent === undefined ? '' : `, ${Math.round(progressPercent)}%`;
		facts.push({
			name: 'Training now',
			value: `${status}${progress}${message ? `: ${message}` : ''}`
		});
	}
	if (known?.trainings) {
		const { total, failed } = known.trainings;
		facts.push({
			name: 'Trained so far',
			value: failed ? `${counted(total, 'time')}, ${failed} failed` : counted(total, 'time')
		});
	}
	if (known?.readyToTrain !== undefined)
		facts.push({
			name: 'Ready to train',
			value: `${known.readyToTrain ? 'yes' : 'no'}${known.readyReason ? `: ${known.readyReason}` : ''}`
		});
	return facts;
}

/** The model's name where the daemon reports one; else its mode, which then answers. */
export function modelInUse(models: Extract<ModelsState, { offered: true }>): string {
	const { current, loaded, mode } = models;
	if (current !== undefined && loaded !== false) return mode ? `${current} (${mode})` : current;
	if (mode !== undefined) return loaded === false ? `none loaded (${mode})` : mode;
	return loaded === false ? 'none loaded' : 'not reported';
}
