/** An address with the base path in it: only routes know that one, so only they can make it. A type, and nothing of Kit. */
export type Address = import('$app/types').ResolvedPathname;
