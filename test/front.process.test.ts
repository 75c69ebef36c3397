import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShopProcess } from './shop-process.ts';
import { startShop, temporaryDataDirectory, untilUp } from './shop-process.ts';

const FORM = 'Content-Type: application/x-www-form-urlencoded';
const PARTS = 'Content-Type: multipart/form-data; boundary=edge';

let shop: ShopProcess;
const data = temporaryDataDirectory();

beforeAll(async () => {
  shop = await startShop({ DATA_DIR: data.path });
  await untilUp(shop);
});

afterAll(async () => {
  shop.child.kill('SIGTERM');
  await shop.ended;
  data.remove();
});

/** Sends bytes as they are, which no HTTP client would, and gives the whole answer. */
function send(text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(shop.port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => (answer += chunk.toString('utf8')));
    // A server that refuses may hang up before everything is sent; what it said first is what counts.
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
}

function get(target: string): Promise<string> {
  return send(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
}

function post(target: string, body: string, length = body.length): Promise<string> {
  return send(
    `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n${FORM}\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function head(method: string, target: string, headers: readonly string[]): string {
  return [`${method} ${target} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', ...headers, '\r\n'].join('\r\n');
}

function ask(method: string, target: string, headers: readonly string[] = [], body = ''): Promise<string> {
  return send(head(method, target, [...headers, `Content-Length: ${body.length}`]) + body);
}

function part(name: string, value: string): string {
  return `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--edge--\r\n`;
}

/** More than a provider may send, of which no end is ever said. */
function endless(target: string): string {
  return `${head('POST', target, ['Transfer-Encoding: chunked'])}20000\r\n${'x'.repeat(0x20000)}\r\n`;
}

describe('a hostile request gets a page or a line with 4xx, and the shop goes on', () => {
  test.each([
    ['markup in the module', () => get('/billmgr?module=%3Cscript%3Ealert(1)%3C/script%3E&license=1'), 400],
    ['control characters', () => get('/billmgr?module=%00%0D%0ASet-Cookie:x&license=1'), 400],
    ['broken percent signs', () => get('/billmgr?module=%ff%zz&license=%'), 400],
    ['20 kB of module', () => get(`/billmgr?module=${'a'.repeat(20_000)}&license=1`), 414],
    ['20 kB beside a function', () => get(`/billmgr?func=pricelist.export&x=${'a'.repeat(20_000)}`), 414],
    ['megabytes of address', () => get(`/?module=${'a'.repeat(2_000_000)}`), 431],
    ['a form of 100 kB', () => post('/billmgr', `module=${'a'.repeat(100_000)}`), 413],
    ['a host that is none', () => send('GET / HTTP/1.1\r\nHost: a<b\r\nConnection: close\r\n\r\n'), 400],
    ['no host', () => send('GET / HTTP/1.1\r\nConnection: close\r\n\r\n'), 400],
    ['a broken percent sign in a path', () => get('/checkout/%'), 404],
    ['half a character in a path', () => get('/orders/%ed%a0%80'), 404],
    ['a NUL in a path', () => get('/orders/%00'), 404],
    ['a broken percent sign to a provider', () => ask('POST', '/api/payments/%', [], '{}'), 404],
    ['a method of nobody', () => ask('PROPFIND', '/'), 405],
    ['a form to a file', () => ask('POST', '/robots.txt', [FORM], 'a=b'), 405],
    ['a form without its boundary', () => ask('POST', '/sign-in', ['Content-Type: multipart/form-data'], 'x'), 400],
    ['a form cut off', () => ask('POST', '/sign-in', [PARTS], '--edge\r\nConten'), 400],
    ['2 MB of form', () => ask('POST', '/sign-in', [PARTS], 'x'.repeat(2_000_000)), 413],
    ['2 MB announced to a panel', () => send(head('POST', '/', [FORM, 'Content-Length: 2000000'])), 413],
    [
      'a form of another site',
      () => ask('POST', '/sign-in', [PARTS, 'Origin: https://evil.test'], part('email', 'a@b.test')),
      403,
    ],
    ['a form of nowhere', () => ask('POST', '/sign-in', [PARTS, 'Origin: null'], part('email', 'a@b.test')), 403],
    ['70 kB of notification', () => ask('POST', '/api/payments/test', [], 'x'.repeat(70_000)), 413],
    ['a notification without an end', () => send(endless('/api/payments/test')), 413],
    ['bytes of another protocol', () => send('\u0016\u0003\u0001\r\n\r\n'), 400],
  ])('%s', async (_name, ask, status) => {
    const answer = await ask();
    expect(answer.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).not.toContain('<script>alert');
    expect(answer).not.toMatch(/^Set-Cookie:x/im);
    expect((await fetch(`http://127.0.0.1:${shop.port}/api/health`)).status).toBe(200);
  });
});

describe('the front', () => {
  test.each(['/', '/billmgr', '/manager/billmgr'])('answers panels at %s, by GET and by POST', async (path) => {
    const byGet = await get(`${path}?func=pricelist.export`);
    const byPost = await post(path, 'func=pricelist.export');
    expect(byGet).toMatch(/^HTTP\/1\.1 200 /);
    expect(byGet).toContain('<additionintname>');
    expect(byPost.split('\r\n\r\n')[1]).toBe(byGet.split('\r\n\r\n')[1]);
  });

  test('leads a good Buy link to a clean address', async () => {
    const answer = await get('/billmgr?module=CloudLinux&license=234256&ip=203.0.113.7&module_id=9203');
    expect(answer).toMatch(/^HTTP\/1\.1 303 /);
    expect(answer).toMatch(/^location: \/checkout\/[0-9a-z]+\r$/im);
  });

  test('answers a look at a Buy link (HEAD) with the status of a bad one, and without a body', async () => {
    const look = (query: string): Promise<string> =>
      send(`HEAD /billmgr?${query} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    for (const bad of ['module=CloudLinux', 'module=%3Cx%3E&license=1', 'module=CloudLinux&license=x']) {
      const answer = await look(bad);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer.split('\r\n\r\n')[1]).toBe('');
    }
    expect(await look('module=CloudLinux&license=234256')).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('shows visitors the shop, also at the addresses that panels are given', async () => {
    expect(await get('/')).toMatch(/^HTTP\/1\.1 200 OK\r[^]*<html/);
    for (const path of ['/billmgr', '/manager/billmgr', '/billmgr?utm_source=mail']) {
      const answer = await get(path);
      expect(answer).toMatch(/^HTTP\/1\.1 307 /);
      expect(answer).toMatch(/^location: \/\r$/im);
    }
  });

  test.each([
    ['a form that does not say so', [], 'func=pricelist.export'],
    ['a form in parts', [PARTS], part('func', 'pricelist.export')],
    ['a form of a panel in a browser', [FORM, 'Origin: https://panel.test'], 'func=pricelist.export'],
  ])('answers a panel at / that sends %s', async (_name, headers, body) => {
    expect(await ask('POST', '/', headers, body)).toContain('<additionintname>');
  });

  test('answers who asks for an upgrade as anybody else', async () => {
    const upgrade = ['Connection: Upgrade, close', 'Upgrade: h2c'].join('\r\n');
    for (const target of ['/?func=pricelist.export', '/']) {
      const answer = await send(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n${upgrade}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    }
  });

  test('says which methods it answers', async () => {
    expect(await ask('OPTIONS', '/sign-in')).toMatch(/^HTTP\/1\.1 204 [^]*^allow: GET, HEAD, POST, OPTIONS\r$/im);
    expect(await ask('DELETE', '/sign-in')).toMatch(/^HTTP\/1\.1 405 [^]*^allow: GET, HEAD, POST, OPTIONS\r$/im);
    expect(await ask('OPTIONS', '/robots.txt')).toMatch(/^HTTP\/1\.1 405 [^]*^allow: GET, HEAD\r$/im);
  });

  test('takes a form of its own, by the address that was opened and by the public one', async () => {
    for (const origin of ['http://127.0.0.1', `http://localhost:${shop.port}`]) {
      const answer = await ask('POST', '/sign-in', [PARTS, `Origin: ${origin}`], part('email', 'a@b.test'));
      // Understood as far as that it names none of the forms.
      expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*Invalid Server Action request/);
    }
  });

  test.each(['/icon.svgx', '/robots.txt-x', '/checkout/%', '/api/payments/a/b'])(
    'says at %s that nothing is there, on a page under the security policy',
    async (path) => {
      const answer = await get(path);
      expect(answer).toMatch(/^HTTP\/1\.1 404 [^]*<html/);
      expect(answer).toMatch(/^content-security-policy: default-src 'none'/im);
      expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im);
    },
  );
});
