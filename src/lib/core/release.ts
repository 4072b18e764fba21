/** `0.1.0+3f9a2c1b8d07`: the version that people know, and which build of it, where there is one. */
export function releaseOf(version: string, build: string | undefined): string {
	return build === undefined ? version : `${version}+${build}`;
}

/** What people know of a release. */
export function versionOf(release: string): string {
	return release.split('+', 1)[0] ?? release;
}

/** What is said on a page of the release `old` when the server is of the release `now`. */
export function newReleaseInWords(now: string, old: string): string {
	return versionOf(now) === versionOf(old)
		? `A new build of Fleetcast ${versionOf(now)} is here; this page is from another one.`
		: `Fleetcast ${versionOf(now)} is here; this page is from ${versionOf(old)}.`;
}
