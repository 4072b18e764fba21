/**
 * An address that includes the base path, so only routes can make one. A type of our own, because components must not
 * import Kit.
 */
export type Address = import('$app/types').ResolvedPathname;
