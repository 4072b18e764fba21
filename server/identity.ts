export const ROLES = ['viewer', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** Who makes a request or holds a connection, and what they may do. */
export interface Identity {
	readonly name: string;
	readonly role: Role;
}
