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
