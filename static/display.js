// Sets the theme and palette chosen in this browser before anything is painted. src/lib/state keeps them.
try {
	const { theme, palette } = JSON.parse(localStorage.getItem('fleetcast.display') ?? '{}');
	if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
	if (palette === 'colour-blind-safe') document.documentElement.dataset.palette = palette;
} catch {
	// Storage may be forbidden or hold anything: then the page follows the system.
}
