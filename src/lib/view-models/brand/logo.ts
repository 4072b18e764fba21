/**
 * Returns the URL of a brand's logo: a path is relative to the page's home, a `data:` picture is in the address itself.
 */
export function logoAddress(logo: string, home: string): string {
	return logo.startsWith('/') ? `${home.replace(/\/$/, '')}${logo}` : logo;
}
