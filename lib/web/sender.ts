import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { env } from '#lib/platform/env.ts';

/** Who sent a request and what they asked for, as far as it can be trusted. */
export type Sender = { readonly address: string; readonly host: string; readonly proto: 'http' | 'https' };

const HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

const near = new BlockList();
near.addSubnet('127.0.0.0', 8, 'ipv4');
near.addSubnet('10.0.0.0', 8, 'ipv4');
near.addSubnet('172.16.0.0', 12, 'ipv4');
near.addSubnet('192.168.0.0', 16, 'ipv4');
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');

/** The last entry of a forwarding header: the one that the nearest hop wrote, the others are what a client claims. */
function last(header: string | string[] | undefined): string | undefined {
  const value = Array.isArray(header) ? header.at(-1) : header;
  return value?.split(',').at(-1)?.trim();
}

/**
 * Reads who sent a request and makes its headers say so. X-Forwarded-For, -Host and -Proto count only when the connection
 * comes from this machine or a private network, where a reverse proxy stands. Null when the host is not a host name.
 */
export function readSender(request: IncomingMessage): Sender | null {
  const { headers } = request;
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(peer);
  const trusted = family !== 0 && near.check(peer, family === 6 ? 'ipv6' : 'ipv4');
  const claimed = last(headers['x-forwarded-for']);
  const address = trusted && claimed !== undefined && isIP(claimed) !== 0 ? claimed : peer;
  const shop = new URL(env().publicUrl);
  const host = (trusted ? last(headers['x-forwarded-host']) : undefined) ?? headers.host ?? shop.host;
  if (host.length > 255 || !HOST.test(host)) return null;
  const said = trusted ? last(headers['x-forwarded-proto']) : undefined;
  const proto =
    said === 'https' || (said !== 'http' && shop.protocol === 'https:' && host === shop.host) ? 'https' : 'http';
  Object.assign(headers, { host, 'x-forwarded-for': address, 'x-forwarded-host': host, 'x-forwarded-proto': proto });
  return { address, host, proto };
}

/**
 * The key under which the requests of an address are counted: an IPv4 address itself, of an IPv6 address the /64, which is
 * what one household or server is given. An IPv4 address written as IPv6 counts as what it is.
 */
export function limitKey(address: string): string {
  if (isIP(address) !== 6) return address;
  const written = new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1);
  const [left = [], right = []] = written.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') {
    return groups
      .slice(6)
      .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
      .join('.');
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}
