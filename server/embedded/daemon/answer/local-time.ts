/** ISO 8601 in local time without a zone, microseconds included (zeros beyond the millisecond): the contract's form. */
export function localTime(at: number): string {
	const date = new Date(at);
	const two = (value: number) => String(value).padStart(2, '0');
	const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
	const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
	return `${day}T${time}.${String(date.getMilliseconds()).padStart(3, '0')}000`;
}
