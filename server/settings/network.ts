import { BlockList, isIP } from 'node:net';

/** 127.0.0.0/8, ::1 and localhost: addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
	const bare = bareAddress(host);
	return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/** An address without the brackets of a URL and the prefix of IPv4 carried in IPv6. */
export function bareAddress(address: string): string {
	const bare = address.replace(/^\[(.*)\]$/, '$1').toLowerCase();
	const inner = bare.replace(/^::ffff:/, '');
	return isIP(inner) === 4 ? inner : bare;
}

/** An address, or a network such as 10.0.0.0/8. */
export function isAddressOrNetwork(item: string): boolean {
	const [address = '', bits, more] = item.split('/');
	const family = isIP(address);
	if (!family || more !== undefined) return false;
	return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Whether an address is one of these addresses and networks. */
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
