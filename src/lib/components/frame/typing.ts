/** Elements that use typed characters themselves: text fields, and selects, which jump to matching options. */
const TEXT_FIELDS =
	'input:not([type=range], [type=radio], [type=checkbox], [type=button]), textarea, select';

/** Whether a key pressed there is typed text, and no shortcut. */
export function isTyping(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && (target.isContentEditable || target.matches(TEXT_FIELDS));
}
