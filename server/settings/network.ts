import { BlockList, isIP } from 'node:net';

/** Whether only this machine reaches the address: 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(host: string): boolean {
	const bare = bareAddress(host);
	return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/** Removes the brackets of a URL and the prefix of IPv4 in IPv6. */
export function bareAddress(address: string): string {
	const bare = address.replace(/^\[(.*)\]$/, '$1').toLowerCase();
	const inner = bare.replace(/^::ffff:/, '');
	return isIP(inner) === 4 ? inner : bare;
}

/** Whether the text is an address, or a network such as 10.0.0.0/8. */
export function isAddressOrNetwork(item: string): boolean {
	const [address = '', bits, more] = item.split('/');
	const family = isIP(address);
	if (!family || more !== undefined) return false;
	return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Returns a test for whether an address is in these addresses and networks. */
export function createAddressList(items: readonly string[]): (address: string) => boolean {
	const addresses = new BlockList();
	for (const item of items) {
		const [address = '', bits] = item.split('/');
		const family = familyOf(address);
		if (bits === undefined) addresses.addAddress(address, family);
		else addresses.addSubnet(address, Number(bits), family);
	}
	return (address) => {
		const bare = bareAddress(address);
		return isIP(bare) !== 0 && addresses.check(bare, familyOf(bare));
	};
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
	return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
