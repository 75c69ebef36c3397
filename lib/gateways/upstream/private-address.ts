import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Ranges of no public host (IANA special-purpose registries): this network, private, shared (CGNAT), loopback, link-local, benchmarks, multicast, reserved. */
const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** The same for IPv6; tunnels (Teredo, 6to4) and local translation could lead anywhere, so none of them is public. */
const IPV6: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const refused = new BlockList();
for (const [network, bits] of IPV4) {
  // Addresses mapped into IPv6 (::ffff:0:0/96) are compared with these by BlockList itself; translated ones (NAT64) are not.
  refused.addSubnet(network, bits, 'ipv4');
  refused.addSubnet(`64:ff9b::${network}`, 96 + bits, 'ipv6');
}
for (const [network, bits] of IPV6) refused.addSubnet(network, bits, 'ipv6');

/** Whether an IP address is link-local, loopback, private or otherwise of no public host (S9). What is no address counts as private. */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return refused.check(address, 'ipv4');
  const [bare = ''] = address.split('%');
  return !isIPv6(bare) || refused.check(bare, 'ipv6');
}
