/** Set on the wall's own element until the page's code runs; other pages do not have it. */
export const AWAITED = { attribute: 'data-code', value: 'awaited' } as const;

/**
 * A script inside the page, for what comes with it cannot fail to arrive. While the page's own code does not run, it looks
 * each half minute whether the wall can be had, and then loads it anew. The policy allows it by its hash, so it is one text
 * that never changes; and it holds neither `<` nor `&`, which would be escaped.
 */
export const WATCHDOG = `setInterval(function () {
	if (!document.querySelector('[${AWAITED.attribute}=${AWAITED.value}]')) return;
	fetch(location.href, { cache: 'no-store' })
		.then(function (answer) { return answer.ok ? answer.text() : ''; })
		.then(function (page) { if (page.includes('${AWAITED.attribute}')) location.reload(); })
		.catch(function () {});
}, 30000);`;
