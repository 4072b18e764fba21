const two = (value: number) => String(value).padStart(2, '0');

/**
 * Returns ISO 8601 in local time without a zone, like all times of the contract: with microseconds, whose last three
 * digits are 0 here.
 *
 * @param at ms since 1970, UTC
 */
export function localTime(at: number): string {
	const date = new Date(at);
	const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
	const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
	return `${day}T${time}.${String(date.getMilliseconds()).padStart(3, '0')}000`;
}
