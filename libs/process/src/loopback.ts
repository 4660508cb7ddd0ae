/** Whether an IP address or host name stands for this machine only. A name other than `localhost` does not, whatever it resolves to. */
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export const isLoopback = (address: string | undefined): boolean => {
  if (address === undefined) return false;
  if (address === 'localhost') return true;
  const family = isIP(address);
  // An IPv6 socket shows an IPv4 peer as ::ffff:127.0.0.1, which BlockList checks against the IPv4 rules.
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
};
