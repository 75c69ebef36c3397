import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Ranges of no public host (IANA special-purpose registries): this network, private, shared (CGNAT), loopback, link-local, benchmarks, multicast, reserved. */
const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // What a virtual machine of Azure reaches its host by.
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  // Relays of 6to4, which could lead anywhere.
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** The same for IPv6; no name leads to an IPv4 address mapped into it, tunnels (Teredo, 6to4) and local translation could lead anywhere, so none of them is public. */
const IPV6: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2002::', 16],
  // Segment routing.
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

// Two lists: BlockList takes every IPv4 address for one of ::ffff:0:0/96.
const refused4 = new BlockList();
const refused6 = new BlockList();
for (const [network, bits] of IPV4) {
  refused4.addSubnet(network, bits, 'ipv4');
  // The same host behind a translator (NAT64).
  refused6.addSubnet(`64:ff9b::${network}`, 96 + bits, 'ipv6');
}
for (const [network, bits] of IPV6) refused6.addSubnet(network, bits, 'ipv6');

/** Whether an IP address is link-local, loopback, private or otherwise of no public host (S9). What is no address counts as private. */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return refused4.check(address, 'ipv4');
  const [bare = ''] = address.split('%');
  return !isIPv6(bare) || refused6.check(bare, 'ipv6');
}
