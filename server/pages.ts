import type { RequestListener, Server } from 'node:http';

/** Loads the pages built by `npm run build`. */
export async function builtPages(): Promise<RequestListener> {
	const entry = new URL('../build/handler.js', import.meta.url).href;
	const { handler } = (await import(entry)) as { handler: RequestListener };
	return handler;
}

/** Vite in middleware mode on the same server, so that hot reloading and Socket.IO share the port. */
export async function developmentPages(
	server: Server,
	onServerChange: (file: string) => void
): Promise<RequestListener> {
	const { createServer } = await import('vite');
	const vite = await createServer({ server: { middlewareMode: true, hmr: { server } } });
	const here = import.meta.dirname;
	vite.watcher.add(here);
	vite.watcher.on('change', (file) => {
		if (file.startsWith(here)) onServerChange(file);
	});
	return vite.middlewares;
}
