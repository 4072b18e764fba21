import type { Host } from '#core/host.ts';
import type { PublicSettings } from '#core/protocol/seed.ts';

declare global {
	namespace App {
		interface Locals {
			host: Host;
			role: PublicSettings['role'];
			/** Whether the shell knows who asks; false only on the sign-in page. */
			signedIn: boolean;
		}
	}
}

export {};
