/** `0.1.0+3f9a2c1b8d07`: the version that people know, and which build of it, where there is one. */
export function releaseOf(version: string, build: string | undefined): string {
	return build === undefined ? version : `${version}+${build}`;
}

/** What people know of a release. */
export function versionOf(release: string): string {
	return release.split('+', 1)[0] ?? release;
}

/** What a page that was loaded from one release says when the server runs another. */
export function newReleaseInWords(running: string, loaded: string): string {
	return versionOf(running) === versionOf(loaded)
		? 'A newer build of Fleetcast is running.'
		: `Fleetcast ${versionOf(running)} is running; this page was loaded from ${versionOf(loaded)}.`;
}
