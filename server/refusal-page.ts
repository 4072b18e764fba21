import { createHash } from 'node:crypto';

/** What the server itself refuses, before any page: it stands without the build, whose files may be refused too. */
const STYLE = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{margin:0;background:light-dark(#fff,#16191d);color:light-dark(#333,#e9e9e6)}
main{max-width:26rem;margin:12vh auto 0;padding:1.5rem;border:1px solid light-dark(#dcdcd8,#363c44);border-radius:.375rem}
h1{margin:0;font-size:1.5rem;line-height:1.25}p{margin:.75rem 0 0}
.status{margin:0;color:light-dark(#5c5c5c,#a9aeb5);font-size:.8125rem}a{color:light-dark(#0b57a4,#8cc2ff)}`;

/** Allows the page its own style and nothing else. */
export const REFUSAL_POLICY = [
	"default-src 'none'",
	`style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'"
].join('; ');

export interface Refusal {
	readonly status: number;
	readonly title: string;
	/** What a person can do about it. */
	readonly words: string;
	/** Where to go on, if there is a place: a path and what it is called. */
	readonly next?: { readonly href: string; readonly text: string };
}

/** A refusal as a page for people. Its texts are the server's own, never a part of the request. */
export function refusalPage({ status, title, words, next }: Refusal): string {
	const step = next ? `<p><a href="${next.href}">${next.text}</a></p>` : '';
	return (
		'<!doctype html><html lang="en"><head><meta charset="utf-8">' +
		'<meta name="viewport" content="width=device-width, initial-scale=1">' +
		`<title>${title} – Fleetcast</title><style>${STYLE}</style></head><body><main>` +
		`<p class="status">Fleetcast, error ${status}</p><h1>${title}</h1><p>${words}</p>${step}</main></body></html>`
	);
}
