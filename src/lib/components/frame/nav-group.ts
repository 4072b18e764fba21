import type { Address } from '../common/address.ts';

interface NavLink {
	readonly id: string;
	readonly title: string;
	readonly href: Address;
}

/** A group of views; its own link leads to the first. */
export interface NavGroup {
	readonly id: string;
	readonly title: string;
	readonly views: readonly NavLink[];
}

/** A link in a row of them; `current` where it leads to what is on screen, or to the group that holds it. */
export interface NavItem extends NavLink {
	readonly current: 'page' | 'true' | undefined;
}
