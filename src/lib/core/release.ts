/** `0.1.0+3f9a2c1b8d07`: the version, and its build where there is one. */
export function releaseOf(version: string, build: string | undefined): string {
	return build === undefined ? version : `${version}+${build}`;
}

/** Returns the version without its build. */
export function versionOf(release: string): string {
	return release.split('+', 1)[0] ?? release;
}

/** The notice of a page loaded from one release while the server runs another. */
export function newReleaseInWords(running: string, loaded: string): string {
	return versionOf(running) === versionOf(loaded)
		? 'A newer build of Fleetcast is running.'
		: `Fleetcast ${versionOf(running)} is running; this page was loaded from ${versionOf(loaded)}.`;
}
