/** Who must agree before an action runs. */
export const APPROVALS = ['automatic', 'stoppable', 'senior', 'director'] as const;
export type Approval = (typeof APPROVALS)[number];

export interface ApprovalRule {
	readonly approval: Approval;
	readonly words: string;
	/** The risks it is for, as the page says them. */
	readonly risks: string;
	/** Whether a risk of 0–100 is among them; of several rules the first counts. */
	readonly holds: (score: number) => boolean;
}

/** An approval that is given unless somebody says no within this time. */
export const STOPPABLE_SECONDS = 30;
const STOPPABLE_FROM = 50;
const SENIOR_FROM = 70;
const DIRECTOR_OVER = 85;

/** The policy in force, from the most careful down. */
export const APPROVAL_POLICY: readonly ApprovalRule[] = [
	{
		approval: 'director',
		words: 'director approves',
		risks: `over ${DIRECTOR_OVER}`,
		holds: (score) => score > DIRECTOR_OVER
	},
	{
		approval: 'senior',
		words: 'senior engineer approves',
		risks: `${SENIOR_FROM} to ${DIRECTOR_OVER}`,
		holds: (score) => score >= SENIOR_FROM
	},
	{
		approval: 'stoppable',
		words: `automatic after ${STOPPABLE_SECONDS} s, can be stopped`,
		risks: `${STOPPABLE_FROM} to under ${SENIOR_FROM}`,
		holds: (score) => score >= STOPPABLE_FROM
	},
	{
		approval: 'automatic',
		words: 'automatic',
		risks: `under ${STOPPABLE_FROM}`,
		holds: (score) => score >= 0
	}
];

/** @throws RangeError for what is no risk of 0–100: a NaN must not be approved by anybody. */
export function approvalFor(score: number): ApprovalRule {
	const rule = score <= 100 ? APPROVAL_POLICY.find(({ holds }) => holds(score)) : undefined;
	if (!rule) throw new RangeError(`risk score outside 0–100: ${score}`);
	return rule;
}
