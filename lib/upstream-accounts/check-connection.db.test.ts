import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { provideEnv } from '#lib/platform/env.ts';
import type { TestShop } from '#test/factories.ts';
import { makeShop } from '#test/factories.ts';
import type { RawReply } from '#test/raw-upstream.ts';
import { startRawUpstream } from '#test/raw-upstream.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { checkConnection } from './check-connection.ts';
import { findAccount } from './find-account.ts';

const clock = new TestClock();
let sandbox: TestSandbox;
let shop: TestShop;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  provideEnv({ UPSTREAM_TIMEOUT_MS: '1000' });
});
beforeEach(async () => {
  await sandbox.faults([]);
  await sandbox.settings({ balance: '100.0000', password: 'sandbox-password', twoFactor: false });
  shop = await makeShop({ url: sandbox.url });
});
afterEach(() => provideEnv({ UPSTREAM_PRIVATE: '' }));
afterAll(() => sandbox.close());

const change = (data: Parameters<ReturnType<typeof db>['upstreamAccount']['update']>[0]['data']) =>
  db().upstreamAccount.update({ where: { id: shop.accountId }, data });
const check = () => checkConnection(shop.owner, shop.accountId, clock.now());
/** Findings as "state topic", the good ones left out. */
const troubles = async () =>
  (await check()).filter(({ state }) => state !== 'good').map(({ state, topic }) => `${state} ${topic}`);
const sentences = async () => (await check()).map(({ text, cure }) => `${text} ${cure ?? ''}`).join('\n');

/** Lets the account lead to a server that answers as the test says; an XML text for some functions, `<doc/>` for the rest. */
async function withRaw(reply: (func: string) => RawReply, work: () => Promise<void>): Promise<void> {
  const upstream = await startRawUpstream(({ params }) => reply(params.get('func') ?? ''));
  try {
    await change({ url: upstream.connection.url });
    await work();
  } finally {
    await upstream.close();
  }
}

const USER = '<doc><user name="reseller"/></doc>';
const failing = (type: string, object: string): string =>
  `<doc><error type="${type}" object="${object}"><msg>No</msg></error></doc>`;

describe('the connection check', () => {
  it('finds nothing to do about a healthy account, keeps what it saw, and changes nothing there', async () => {
    const calls = (await sandbox.state()).calls.length;
    const findings = await check();
    expect(findings.filter(({ state }) => state === 'bad')).toEqual([]);
    expect(findings.map(({ topic }) => topic)).toEqual(
      expect.arrayContaining(['address', 'login', 'balance', 'currency', 'functions']),
    );
    const made = (await sandbox.state()).calls.slice(calls);
    expect(made.length).toBeGreaterThan(4);
    expect(made.filter(({ submit }) => submit)).toEqual([]);
    const account = await findAccount(shop.owner, shop.accountId, clock.now());
    expect(account).toMatchObject({ balance: 1_000_000n, check: { findings }, history: [{ balance: 1_000_000n }] });
  });

  it('tells a wrong login from an address that is not let in and from a second factor', async () => {
    await sandbox.settings({ password: 'another' });
    expect(await troubles()).toContain('bad login');
    expect(await sentences()).toContain('does not know this login');
    await sandbox.settings({ password: 'sandbox-password' });
    await sandbox.faults([{ func: '*', fault: 'bad-ip' }]);
    expect(await sentences()).toContain('Allow this server’s address');
    await sandbox.faults([{ func: '*', fault: 'two-factor' }]);
    expect(await troubles()).toContain('bad second_factor');
    expect(await sentences()).toMatch(/Switch it off .* or use another account/);
  });

  it('says that the balance is below the minimal one, and that new orders wait for that', async () => {
    await change({ minimalBalance: 2_000_000n });
    expect(await troubles()).toContain('bad balance');
    expect(await sentences()).toContain('takes no new orders, renewals go on');
    await sandbox.settings({ balance: '-20.0000' });
    await change({ minimalBalance: -500_000n });
    expect(await troubles()).not.toContain('bad balance');
  });

  it('refuses another currency than the supplier’s', async () => {
    await change({ currency: 'USD', exchangeRate: 100_000_000n, exchangeRateAt: clock.now() });
    expect(await troubles()).toContain('bad currency');
    expect((await findAccount(shop.owner, shop.accountId, clock.now()))?.balance).toBeNull();
  });

  it('shows an exchange rate with its age, and warns of a stale one', async () => {
    await db().store.update({ where: { id: shop.storeId }, data: { currency: 'USD' } });
    await change({ exchangeRate: null, exchangeRateAt: null });
    expect(await troubles()).toContain('bad currency');
    await change({ exchangeRate: 108_250_000n, exchangeRateAt: new Date(clock.now().getTime() - 3 * 86_400_000) });
    expect(await troubles()).not.toContain('bad currency');
    expect(await sentences()).toContain('1 EUR = 1.0825 USD, set 3 days ago');
    await change({ exchangeRateAt: new Date(clock.now().getTime() - 8 * 86_400_000) });
    expect(await troubles()).toContain('warning currency');
  });

  it('names the functions that the account may not call, and the ones that are not there', async () => {
    const prices =
      '<doc><pricelist><id>1</id><intname>X</intname><price currency="EUR"><period cost="1.0000" type="month" length="1"/></price></pricelist></doc>';
    const reply = (func: string): RawReply => {
      if (func === 'whoami') return USER;
      if (func === 'pricelist.export') return prices;
      if (func === 'softexternal') return failing('access', 'softexternal');
      if (func === 'platform') return failing('missed', 'func');
      if (func === 'subaccount' || func === 'dashboard.info') return failing('access', func);
      return '<doc/>';
    };
    await withRaw(reply, async () => {
      const text = await sentences();
      expect(text).toContain('This account may not call softexternal.');
      expect(text).toContain('The supplier has no function platform.');
      expect(text).toContain('The price list and the list of modules can be read.');
      expect(await troubles()).toEqual(['warning balance', 'bad functions', 'bad functions']);
    });
  });

  it('tells an empty price list from one in another currency', async () => {
    const prices = (kind: string): string =>
      kind === 'foreign'
        ? '<doc><pricelist><id>1</id><price currency="RUB"><period cost="1.0000" type="month" length="1"/></price></pricelist></doc>'
        : '<doc/>';
    for (const [kind, trouble] of [
      ['foreign', 'bad currency'],
      ['empty', 'warning prices'],
    ] as const) {
      await withRaw(
        (func) => (func === 'whoami' ? USER : func === 'pricelist.export' ? prices(kind) : '<doc/>'),
        async () => expect(await troubles()).toContain(trouble),
      );
    }
  });

  it('stops asking when the supplier stops answering', async () => {
    let asked = 0;
    await withRaw(
      (func) => {
        asked += 1;
        return func === 'whoami' ? USER : { status: 502, body: 'Bad gateway' };
      },
      async () => {
        expect(await troubles()).toContain('bad address');
        expect(asked).toBeLessThanOrEqual(4);
      },
    );
  });

  it('ends the breaker’s pause once the supplier answers', async () => {
    await change({ faults: 12, pausedUntil: new Date(clock.now().getTime() + 600_000), faultText: 'No answer' });
    expect(await findAccount(shop.owner, shop.accountId, clock.now())).toMatchObject({ state: 'all_held' });
    await check();
    expect(await findAccount(shop.owner, shop.accountId, clock.now())).toMatchObject({
      faultText: '',
      pausedUntil: null,
    });
  });

  it('says that the stored password cannot be read under this key', async () => {
    await change({ passwordEncrypted: 'v1.AAAA.AAAA.AAAA' });
    expect(await troubles()).toEqual(['bad password']);
  });
});

describe('an address that leads nowhere', () => {
  const html: RawReply = {
    status: 200,
    body: '<!doctype html><title>Shop</title>',
    headers: { 'content-type': 'text/html' },
  };
  test.each([
    ['a web site', html, 'it is no BILLmanager'],
    ['a front end that refuses robots', { status: 403, body: '<html>Are you a robot?</html>' }, '(HTTP 403)'],
    ['nothing of that name', { status: 404, body: 'Not found' }, 'it is no BILLmanager'],
  ] as const)('is %s: the check says so', async (_, reply, words) => {
    await withRaw(
      () => reply,
      async () => expect(await sentences()).toContain(words),
    );
  });

  test('is no host: the check says so', async () => {
    await change({ url: 'http://no-such-host.invalid/billmgr' });
    expect(await sentences()).toContain('No host has this name.');
  });

  test('is a closed port, or one that does not speak TLS: the check tells one from the other', async () => {
    const server = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await change({ url: `https://127.0.0.1:${port}/billmgr` });
    expect(await sentences()).toContain('No secure connection could be made');
    await new Promise((resolve) => server.close(resolve));
    expect(await sentences()).toContain('does not take connections');
  });

  test('never answers: the check says so within its time', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    await change({ url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/billmgr` });
    expect(await sentences()).toContain('did not answer in time');
    server.close();
  });

  test('is private: nothing is sent there unless the operator allows it', async () => {
    await change({ isSandbox: false });
    const before = (await sandbox.state()).calls.length;
    expect(await sentences()).toContain('UPSTREAM_PRIVATE=on');
    expect((await sandbox.state()).calls).toHaveLength(before);
    provideEnv({ UPSTREAM_PRIVATE: 'on' });
    expect(await troubles()).not.toContain('bad address');
  });
});
