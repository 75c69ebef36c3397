import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { provideEnv } from '#lib/platform/env.ts';
import { limitKey, readSender } from './sender.ts';

beforeAll(() => provideEnv({ PUBLIC_URL: 'https://shop.test' }));

function request(peer: string, headers: Record<string, string>): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const message = new IncomingMessage(socket);
  Object.assign(message.headers, headers);
  return message;
}

describe('who sent a request', () => {
  test('a client on the internet cannot claim another address, host or protocol', () => {
    const claims = {
      host: 'shop.test',
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'http',
    };
    const message = request('198.51.100.7', claims);
    expect(readSender(message)).toEqual({ address: '198.51.100.7', host: 'shop.test', proto: 'https' });
    expect(message.headers).toMatchObject({
      host: 'shop.test',
      'x-forwarded-for': '198.51.100.7',
      'x-forwarded-host': 'shop.test',
    });
  });

  test.each(['127.0.0.1', '::ffff:127.0.0.1', '::1', '10.2.3.4', '172.20.0.1', '192.168.1.9', 'fd00::5'])(
    'a reverse proxy at %s is believed, for what it wrote itself',
    (peer) => {
      const headers = {
        host: 'inner:3000',
        'x-forwarded-for': '1.1.1.1, 198.51.100.7',
        'x-forwarded-host': 'shop.test',
      };
      expect(readSender(request(peer, { ...headers, 'x-forwarded-proto': 'https' }))).toEqual({
        address: '198.51.100.7',
        host: 'shop.test',
        proto: 'https',
      });
    },
  );

  test('what is not an address in X-Forwarded-For is ignored', () => {
    const headers = { host: 'shop.test', 'x-forwarded-for': '<script>' };
    expect(readSender(request('127.0.0.1', headers))?.address).toBe('127.0.0.1');
  });

  test.each(['a<b', 'a b', 'a/b', 'user@host', 'host:port', '', `${'a'.repeat(300)}.test`])(
    'the host %j is refused',
    (host) => {
      expect(readSender(request('198.51.100.7', { host }))).toBeNull();
    },
  );

  test.each(['shop.test', 'shop.test:3000', 'LOCALHOST', '127.0.0.1:3000', '[::1]:3000', 'xn--bcher-kva.test'])(
    'the host %j is taken',
    (host) => {
      expect(readSender(request('198.51.100.7', { host }))?.host).toBe(host);
    },
  );
});

describe('what an address is counted as', () => {
  test.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['::FFFF:c633:6407', '198.51.100.7'],
    ['2001:db8:0:12::1', '2001:db8:0:12::/64'],
    ['2001:DB8:0:12:ffff:ffff:ffff:ffff', '2001:db8:0:12::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (address, key) => expect(limitKey(address)).toBe(key));
});
