import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { RawReply } from '#test/raw-upstream.ts';
import { connectionTo, startRawUpstream } from '#test/raw-upstream.ts';
import { clearBasket } from './clear-basket.ts';
import { whoami } from './whoami.ts';

async function answered(reply: RawReply) {
  const upstream = await startRawUpstream(() => reply);
  const found = { read: await whoami(upstream.connection), write: await clearBasket(upstream.connection, '1') };
  await upstream.close();
  return found;
}

/** A server that takes connections and does with each what a test says. */
async function socketServer(handle: (socket: { destroy(): void }) => void) {
  const server = createServer(handle);
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return { port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

describe('what kept an answer away is told', () => {
  test('no such host', async () => {
    const connection = connectionTo('http://no-such-host.invalid/');
    expect(await whoami(connection)).toMatchObject({ ok: false, reason: 'upstream_unreachable', fault: 'dns' });
    expect(await clearBasket(connection, '1')).toMatchObject({ kind: 'not_sent', fault: 'dns' });
  });

  test('a refused connection', async () => {
    const server = await socketServer(() => undefined);
    await server.close();
    const connection = connectionTo(`http://127.0.0.1:${server.port}/`);
    expect(await whoami(connection)).toMatchObject({ ok: false, fault: 'refused' });
    expect(await clearBasket(connection, '1')).toMatchObject({ kind: 'not_sent', fault: 'refused' });
  });

  test('a server without TLS behind https', async () => {
    const upstream = await startRawUpstream(() => '<doc/>');
    const connection = { ...upstream.connection, url: upstream.connection.url.replace('http:', 'https:') };
    expect(await whoami(connection)).toMatchObject({ ok: false, fault: 'tls' });
    expect(await clearBasket(connection, '1')).toMatchObject({ kind: 'not_sent', fault: 'tls' });
    await upstream.close();
  });

  test('a connection that is lost after it stood', async () => {
    const server = await socketServer((socket) => socket.destroy());
    const connection = connectionTo(`http://127.0.0.1:${server.port}/`);
    expect(await whoami(connection)).toMatchObject({ ok: false, fault: 'lost' });
    expect(await clearBasket(connection, '1')).toMatchObject({ kind: 'unknown', fault: 'lost' });
    await server.close();
  });

  test('no answer in time', async () => {
    const sockets: { destroy(): void }[] = [];
    const server = await socketServer((socket) => sockets.push(socket));
    const connection = connectionTo(`http://127.0.0.1:${server.port}/`, { timeoutMs: 80 });
    expect(await whoami(connection)).toMatchObject({ ok: false, fault: 'timeout' });
    expect(await clearBasket(connection, '1')).toMatchObject({ kind: 'unknown', fault: 'timeout' });
    for (const socket of sockets) socket.destroy();
    await server.close();
  });

  test('a reply over the limit', async () => {
    const upstream = await startRawUpstream(() => `<doc><x>${'y'.repeat(5_000)}</x></doc>`);
    const connection = { ...upstream.connection, sizeLimit: 1_000 };
    expect(await whoami(connection)).toMatchObject({ ok: false, fault: 'too_large' });
    expect(await clearBasket(connection, '1')).toMatchObject({ kind: 'unknown', fault: 'too_large' });
    await upstream.close();
  });

  const strangers: Readonly<Record<string, RawReply>> = {
    'an HTML page': '<!DOCTYPE html><html><body>Welcome</body></html>',
    'well-formed HTML': '<html><body>Welcome</body></html>',
    JSON: '{"doc":{"ok":{}}}',
    'another XML': '<?xml version="1.0"?><rss><channel/></rss>',
    nothing: '',
    'a page that does not exist': { status: 404, body: 'Not found' },
  };
  for (const [name, reply] of Object.entries(strangers)) {
    test(`${name} is no BILLmanager`, async () => {
      const { read, write } = await answered(reply);
      expect(read).toMatchObject({ ok: false, reason: 'upstream_unreachable', fault: 'not_billmanager' });
      expect(write).toMatchObject({ kind: 'unknown', fault: 'not_billmanager' });
    });
  }

  for (const status of [302, 403, 429, 500, 502, 503]) {
    test(`HTTP ${status} is the front end's word, whatever its page says`, async () => {
      const { read, write } = await answered({ status, body: '<html/>' });
      expect(read).toMatchObject({ ok: false, fault: 'http', exchange: { httpStatus: status } });
      expect(write).toMatchObject({ kind: 'unknown', fault: 'http' });
    });
  }

  test('an error envelope is an answer: no fault of the way', async () => {
    const { read } = await answered('<doc><error type="auth" object="badpassword"><msg>No</msg></error></doc>');
    expect(read).toMatchObject({ ok: false, reason: 'wrong_login', fault: null });
  });

  test('a document without the expected fields is an answer too', async () => {
    const { read, write } = await answered('<doc/>');
    expect(read).toMatchObject({ ok: false, reason: 'upstream_unreachable', fault: null });
    expect(write).toMatchObject({ kind: 'unknown', fault: null });
  });
});

describe('an address that cannot be used', () => {
  test.each(['not an address', 'ftp://192.0.2.1/', 'http://user:secret@192.0.2.1/', 'http://192.0.2.1/?authinfo=u:p'])(
    '%s: nothing is sent',
    async (url) => {
      expect(await whoami(connectionTo(url))).toMatchObject({ ok: false, fault: 'address' });
      expect(await clearBasket(connectionTo(url), '1')).toMatchObject({ kind: 'not_sent', fault: 'address' });
    },
  );
});

describe('private networks are out of reach unless allowed', () => {
  test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433', '0', 'localhost'])(
    'http://%s: nothing is sent',
    async (host) => {
      const upstream = await startRawUpstream(() => '<doc><user name="u"/><ok/></doc>');
      const url = upstream.connection.url.replace('127.0.0.1', host);
      const connection = { ...upstream.connection, url, allowPrivate: false };
      expect(await whoami(connection)).toMatchObject({ ok: false, fault: 'private_address' });
      expect(await clearBasket(connection, '1')).toMatchObject({ kind: 'not_sent', fault: 'private_address' });
      expect(upstream.requests).toHaveLength(0);
      await upstream.close();
    },
  );

  test('allowed, a name of this host is reached', async () => {
    const upstream = await startRawUpstream(() => '<doc><user name="u"/></doc>');
    const url = upstream.connection.url.replace('127.0.0.1', 'localhost');
    expect(await whoami({ ...upstream.connection, url })).toMatchObject({ ok: true });
    await upstream.close();
  });
});
