/** Who must approve an action before it runs. */
export const APPROVALS = ['automatic', 'stoppable', 'senior', 'director'] as const;
type Approval = (typeof APPROVALS)[number];

export interface ApprovalRule {
	readonly approval: Approval;
	readonly words: string;
	/** The risks it applies to, as displayed. */
	readonly risks: string;
	/** Whether it applies to a risk of 0–100; of several rules the first counts. */
	readonly holds: (score: number) => boolean;
}

/** Time to object before an action is approved. */
const STOPPABLE_SECONDS = 30;
const STOPPABLE_FROM = 50;
const SENIOR_FROM = 70;
const DIRECTOR_OVER = 85;

/** The policy in force, strictest first. */
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

/** Throws a RangeError for anything but a risk of 0–100: a NaN must not be approved. */
export function approvalFor(score: number): ApprovalRule {
	const rule = score <= 100 ? APPROVAL_POLICY.find(({ holds }) => holds(score)) : undefined;
	if (!rule) throw new RangeError(`risk score outside 0–100: ${score}`);
	return rule;
}
