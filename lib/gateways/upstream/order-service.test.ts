import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectionTo, startRawUpstream } from '#test/raw-upstream.ts';
import type { Fault, TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { orderService } from './order-service.ts';

const ORDER = {
  kind: 'addition',
  licence: '234256',
  upstreamId: '9203',
  period: 1,
  autoprolong: false,
  correlation: 'cal_1',
  pay: 'at_once',
} as const;

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(() => sandbox.faults([]));
afterAll(() => sandbox.close());

const order = (change: { readonly licence?: string } = {}) =>
  orderService(connectionTo(sandbox.url), { ...ORDER, ...change });

describe('the four outcomes of a write', () => {
  test('an order that went well is accepted with the id of the service', async () => {
    const outcome = await order({ licence: '1001' });
    expect(outcome).toMatchObject({ kind: 'accepted', value: { serviceId: expect.stringMatching(/^\d+$/) } });
    expect(await sandbox.bought('1001')).toHaveLength(1);
  });

  const unknown: readonly { fault: Fault['fault']; acts: number }[] = [
    { fault: 'drop-before', acts: 0 },
    { fault: 'drop-after', acts: 1 },
    { fault: 'http-500', acts: 0 },
    { fault: 'http-500-after', acts: 1 },
    { fault: 'http-502', acts: 0 },
    { fault: 'http-502-after', acts: 1 },
    { fault: 'html', acts: 0 },
    { fault: 'html-after', acts: 1 },
    { fault: 'truncated', acts: 1 },
  ];
  for (const [index, { fault, acts }] of unknown.entries()) {
    test(`${fault} is unknown, whether it acted or not`, async () => {
      const licence = `20${index}`;
      await sandbox.faults([{ func: 'addition.order.param', fault, times: 1 }]);
      expect(await order({ licence })).toMatchObject({ kind: 'unknown', cause: expect.stringMatching(/\w/) });
      expect(await sandbox.bought(licence)).toHaveLength(acts);
    });
  }

  test('no answer within the time limit is unknown', async () => {
    await sandbox.faults([{ func: 'addition.order.param', fault: 'delay-after', delayMs: 3_000, times: 1 }]);
    const outcome = await orderService(connectionTo(sandbox.url, { timeoutMs: 150 }), { ...ORDER, licence: '3001' });
    expect(outcome).toMatchObject({ kind: 'unknown', cause: expect.stringContaining('No answer') });
    expect(await sandbox.bought('3001')).toHaveLength(1);
  });

  const rejected: readonly { fault: Omit<Fault, 'func'>; reason: string }[] = [
    { fault: { fault: 'error-envelope' }, reason: 'refused' },
    { fault: { fault: 'error-envelope', type: 'value', object: 'item' }, reason: 'licence_refused' },
    { fault: { fault: 'error-envelope', type: 'access', object: 'addition' }, reason: 'not_permitted' },
    { fault: { fault: 'low-balance' }, reason: 'low_balance' },
    { fault: { fault: 'two-factor' }, reason: 'two_factor' },
    { fault: { fault: 'bad-password' }, reason: 'wrong_login' },
    { fault: { fault: 'bad-ip' }, reason: 'address_refused' },
  ];
  for (const { fault, reason } of rejected) {
    test(`an error envelope (${fault.fault} ${fault.object ?? ''}) is rejected as ${reason}`, async () => {
      await sandbox.faults([{ func: 'addition.order.param', ...fault, times: 1 }]);
      expect(await order({ licence: '4001' })).toMatchObject({
        kind: 'rejected',
        error: { reason, message: expect.stringMatching(/\w/) },
      });
      expect(await sandbox.bought('4001')).toHaveLength(0);
    });
  }

  test('a refused connection is proven not sent', async () => {
    const probe = createServer();
    const port = await new Promise<number>((resolve) => {
      probe.listen(0, '127.0.0.1', () => {
        const address = probe.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    await new Promise<void>((resolve) => probe.close(() => resolve()));
    const outcome = await orderService(connectionTo(`http://127.0.0.1:${port}/`), ORDER);
    expect(outcome).toMatchObject({ kind: 'not_sent', exchange: { httpStatus: null, response: null } });
  });

  test('a host without an address, a failed TLS handshake and an unusable address are proven not sent', async () => {
    const plain = sandbox.url.replace('http:', 'https:');
    for (const url of ['http://no-such-host.invalid/', plain, 'ftp://127.0.0.1/', 'not an address']) {
      expect(await orderService(connectionTo(url), ORDER)).toMatchObject({ kind: 'not_sent' });
    }
    expect(await sandbox.bought(ORDER.licence)).toHaveLength(0);
  });

  test('an order left unpaid in the cart is accepted without a service', async () => {
    await sandbox.settings({ insufficientFunds: 'cart', balance: '0' });
    expect(await order({ licence: '5001' })).toMatchObject({
      kind: 'accepted',
      value: { serviceId: null, billOrderId: expect.stringMatching(/^\d+$/) },
    });
    expect(await sandbox.bought('5001')).toHaveLength(0);
    await sandbox.settings({ insufficientFunds: 'error', balance: '1000' });
  });
});

describe('replies that are no plain success', () => {
  const cases = {
    'ok without any id': '<doc><ok/></doc>',
    'an empty id': '<doc><id></id><ok/></doc>',
    'another document': '<html><body>Sign in</body></html>',
    'a DTD': '<!DOCTYPE doc [<!ENTITY a "1">]><doc><id>&a;</id></doc>',
    'two roots': '<doc><id>1</id></doc><doc/>',
    JSON: '{"doc":{"id":{"$":"1"}}}',
    nothing: '',
    'elements too deep': `<doc><id>1</id>${'<a>'.repeat(60)}${'</a>'.repeat(60)}</doc>`,
  };
  for (const [name, body] of Object.entries(cases)) {
    test(`${name} is unknown`, async () => {
      const upstream = await startRawUpstream(() => body);
      expect(await orderService(upstream.connection, ORDER)).toMatchObject({ kind: 'unknown' });
      await upstream.close();
    });
  }

  test('a 5xx is unknown even with an error envelope, a redirect is not followed', async () => {
    const envelope = '<doc><error type="value" object="balance"><msg>No</msg></error></doc>';
    for (const answer of [
      { status: 503, body: envelope },
      { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      { status: 403, body: '<doc><id>1</id></doc>' },
    ]) {
      const upstream = await startRawUpstream(() => answer);
      expect(await orderService(upstream.connection, ORDER)).toMatchObject({
        kind: 'unknown',
        exchange: { httpStatus: answer.status },
      });
      expect(upstream.requests).toHaveLength(1);
      await upstream.close();
    }
  });

  test('a reply over the size limit is unknown', async () => {
    const upstream = await startRawUpstream(() => `<doc><id>1</id><x>${'y'.repeat(5_000)}</x></doc>`);
    expect(await orderService({ ...upstream.connection, sizeLimit: 1_000 }, ORDER)).toMatchObject({ kind: 'unknown' });
    await upstream.close();
  });

  test('the old envelope with a number is rejected too', async () => {
    const upstream = await startRawUpstream(() => '<doc><error code="6" obj="item">Access denied</error></doc>');
    expect(await orderService(upstream.connection, ORDER)).toMatchObject({
      kind: 'rejected',
      error: { type: 'access', reason: 'not_permitted', message: 'Access denied' },
    });
    await upstream.close();
  });
});

describe('what goes over the wire', () => {
  test("an order is one POST form with the vendor's spellings, credentials in the body only", async () => {
    const upstream = await startRawUpstream(() => '<doc><id>1</id><ok/></doc>');
    await orderService(upstream.connection, { ...ORDER, period: 12, autoprolong: true });
    const [request] = upstream.requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe('/billmgr');
    expect(Object.fromEntries(request?.params ?? [])).toEqual({
      func: 'addition.order.param',
      item: '234256',
      pricelist: '9203',
      period: '12',
      autoprolong: '12',
      remoteid: 'cal_1',
      skipbasket: 'on',
      sok: 'ok',
      out: 'xml',
      lang: 'en',
      authinfo: 'reseller:sandbox-password',
    });
    expect(request?.headers['connection']).toBe('close');
    await upstream.close();
  });

  test('a trial never asks for renewal', async () => {
    const upstream = await startRawUpstream(() => '<doc><id>1</id><ok/></doc>');
    await orderService(upstream.connection, { ...ORDER, period: -100, autoprolong: true });
    expect(upstream.requests[0]?.params.get('period')).toBe('-100');
    expect(upstream.requests[0]?.params.get('autoprolong')).toBe('null');
    await upstream.close();
  });

  test('nothing that is kept holds the password, however the upstream echoes it', async () => {
    const password = `p&ss <w>ord"':%/+é`;
    const xml = password.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const upstream = await startRawUpstream(({ params }) => {
      const encoded = encodeURIComponent(password);
      const form = new URLSearchParams({ authinfo: params.get('authinfo') ?? '' }).toString();
      const echo = `${xml} ${encoded} ${encoded.toLowerCase()} ${form.replaceAll('&', '&amp;')}`;
      return `<doc><error type="auth" object="badpassword"><param name="value">${echo}</param><msg>${echo}</msg></error></doc>`;
    });
    const outcome = await orderService({ ...upstream.connection, password }, ORDER);
    const kept = JSON.stringify(outcome);
    expect(outcome.kind).toBe('rejected');
    expect(outcome.exchange.request).not.toHaveProperty('authinfo');
    for (const secret of [
      password,
      xml,
      encodeURIComponent(password),
      encodeURIComponent(password).toLowerCase(),
      'ss+%3Cw',
      'ss%20%3Cw',
    ]) {
      expect(kept).not.toContain(secret);
      expect(kept).not.toContain(JSON.stringify(secret).slice(1, -1));
    }
    await upstream.close();
  });
});
