import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from './sandbox-client.ts';

let clock = new Date('2026-11-20T12:00:00Z');
let sandbox: TestSandbox;

beforeEach(async () => {
  clock = new Date('2026-11-20T12:00:00Z');
  sandbox = await startTestSandbox({ balance: '1000', now: () => clock });
});
afterEach(() => sandbox.close());

const PAY = { skipbasket: 'on', sok: 'ok', clicked_button: 'finish', period: '1' };
const ORDERS = {
  softexternal: { pricelist: '9203', ip: '203.0.113.10', licname: 'shop-1' },
  platform: { pricelist: '55163', comment: 'cluster', addon_55165: '2', addon_55164: '10' },
  soft: { pricelist: '55230', ip: '203.0.113.11', licname: 'shop-2', addon_55236: '3' },
} as const;

type NewKind = keyof typeof ORDERS;

const buy = async (kind: NewKind, fields: Record<string, string> = {}): Promise<string> => {
  const answer = await sandbox.callXml(`${kind}.order.param`, { ...PAY, ...ORDERS[kind], ...fields });
  return typeof answer['id'] === 'string' ? answer['id'] : '';
};
const balance = async () => (await sandbox.state()).account.balance;
const services = async () => (await sandbox.state()).services;

describe('every kind', () => {
  const rows = {
    softexternal: { licname: 'shop-1', ip: '203.0.113.10', pricelist: 'CloudLinux OS Shared' },
    platform: { comment: 'cluster', pricelist: 'VMmanager 6' },
    soft: { licname: 'shop-2', ip: '203.0.113.11', pricelist: 'ispmanager 6 business' },
  };
  const left = { softexternal: '987.0000', platform: '969.0000', soft: '963.3000' };
  for (const kind of ['softexternal', 'platform', 'soft'] as const) {
    test(`${kind} is ordered, listed, suspended, resumed and deleted`, async () => {
      const id = await buy(kind, { autoprolong: '1', remoteid: 'cal_1' });
      expect(id).toBe('334673');
      expect(await balance()).toBe(left[kind]);
      const list = async () => await sandbox.callXml(kind);
      expect(await list()).toMatchObject({
        elem: { id, ...rows[kind], item_status: '2', autoprolong: '1', expiredate: '2026-12-20', remoteid: 'cal_1' },
        p_elems: '1',
      });
      await sandbox.callXml(`${kind}.suspend`, { elid: id });
      expect(await list()).toMatchObject({ elem: { item_status: '3' } });
      await sandbox.callXml(`${kind}.resume`, { elid: id });
      expect(await list()).toMatchObject({ elem: { item_status: '2' } });
      await sandbox.callXml(`${kind}.delete`, { elid: id, sok: 'ok' });
      expect(await list()).not.toHaveProperty('elem');
      expect(await sandbox.refusal(`${kind}.edit`, { elid: id })).toBe('missed/item');
      expect(await balance()).toBe(left[kind]);
    });

    test(`${kind} is previewed and prolonged with its add-ons, in both shapes of the answer`, async () => {
      const id = await buy(kind);
      const cost = 1000 - Number(left[kind]);
      const prolong = { elid: id, period: '1', sok: 'ok' };
      expect(await sandbox.callXml('service.prolong', { elid: id })).toMatchObject({
        newexpiredate: '2027-01-20',
        cost: `${cost.toFixed(4)} EUR`,
      });
      expect(await sandbox.callXml('service.prolong', prolong)).toMatchObject({ doc: { newexpiredate: '2027-01-20' } });
      await sandbox.control('settings', { prolongShape: 'flat' });
      expect(await sandbox.callXml('service.prolong', prolong)).toMatchObject({ newexpiredate: '2027-02-20' });
      expect(await balance()).toBe((1000 - 3 * cost).toFixed(4));
    });
  }

  test('a list and an edit know their own kind only; modules have no suspend and no resume', async () => {
    const id = await buy('soft');
    expect(await sandbox.callXml('softexternal')).toMatchObject({ p_elems: '0' });
    expect(await sandbox.refusal('softexternal.edit', { elid: id })).toBe('missed/item');
    expect(await sandbox.refusal('addition.suspend', { elid: id })).toBe('missed/func');
    expect(await sandbox.refusal('addition.resume', { elid: id })).toBe('missed/func');
  });

  test('a trial costs nothing and cannot renew by itself', async () => {
    for (const kind of ['platform', 'soft'] as const) await buy(kind, { period: '-100', autoprolong: '-100' });
    await buy('softexternal', { pricelist: '55369', period: '-100', autoprolong: '12' });
    expect(await balance()).toBe('1000.0000');
    expect((await services()).map(({ expiresOn, autoprolong }) => `${expiresOn} ${autoprolong}`)).toEqual(
      Array(3).fill('2026-12-04 null'),
    );
  });

  test('one id stands in two kinds at costs of their own', async () => {
    await sandbox.order({ pricelist: '9203' });
    await buy('softexternal');
    expect((await services()).map(({ kind, cost }) => `${kind} ${cost}`)).toEqual([
      'addition 10.4000',
      'softexternal 13.0000',
    ]);
  });

  test('orders of all kinds wait in one cart and are paid together', async () => {
    await buy('platform', { skipbasket: 'off' });
    await buy('softexternal', { skipbasket: 'off' });
    expect(await sandbox.callJson('basket', { promocode: 'FREE' })).toMatchObject({
      billorder: { $: '23445' },
      total_sum: { $: '44.0000' },
      list: [{ elem: [{ 'item.type': { $: 'platform' } }, { 'item.type': { $: 'softexternal' } }] }],
    });
    await sandbox.callXml('basket', { clicked_button: 'free', id: '23445' });
    expect(await balance()).toBe('956.0000');
  });
});

describe('what an order is for', () => {
  test.each([
    ['softexternal', { ip: '203.0.113' }, 'value/ip'],
    ['softexternal', { licname: 'x'.repeat(256) }, 'value/licname'],
    ['soft', { ip: '' }, 'value/ip'],
    ['soft', { addon_55236: '0' }, 'value/addon_55236'],
    ['platform', { addon_55165: '0' }, 'value/addon_55165'],
    ['platform', { addon_55165: '101' }, 'value/addon_55165'],
    ['platform', { addon_55164: 'many' }, 'value/addon_55164'],
    ['platform', { pricelist: '9203' }, 'value/pricelist'],
    ['softexternal', { pricelist: '11738', period: '12' }, 'value/period'],
  ] as const)('%s with %j is %s and costs nothing', async (kind, change, refusal) => {
    expect(await sandbox.refusal(`${kind}.order.param`, { ...PAY, ...ORDERS[kind], ...change })).toBe(refusal);
    expect(await balance()).toBe('1000.0000');
  });

  test('an add-on that is not sent has its minimum; the form shows the total', async () => {
    const order = { pricelist: '55163', period: '12' };
    expect(await sandbox.callXml('platform.order.param', order)).toMatchObject({ cost: '207.9000 EUR' });
    expect(await sandbox.callXml('platform.order.param', { ...order, addon_55164: '100' })).toMatchObject({
      cost: '585.9000 EUR',
    });
    await buy('platform', { pricelist: '55161', addon_55162: 'on' });
    expect(await balance()).toBe('885.0000');
  });
});

describe('changing', () => {
  test('IP, name, comment and renewal; what is not sent stays', async () => {
    const external = await buy('softexternal');
    await sandbox.callXml('softexternal.edit', { elid: external, ip: '2001:db8::7', sok: 'ok' });
    expect(await sandbox.callXml('softexternal.edit', { elid: external })).toMatchObject({
      ip: '2001:db8::7',
      licname: 'shop-1',
    });
    expect(await sandbox.refusal('softexternal.edit', { elid: external, ip: 'x', sok: 'ok' })).toBe('value/ip');
    const platform = await buy('platform');
    await sandbox.callXml('platform.edit', { elid: platform, comment: 'new', autoprolong: '1', sok: 'ok' });
    expect(await sandbox.callXml('platform.edit', { elid: platform })).toMatchObject({
      comment: 'new',
      autoprolong: '1',
      addon_55165: '2',
    });
  });

  test('add-ons charge nothing now and count at the next renewal', async () => {
    const id = await buy('platform');
    await sandbox.callXml('platform.edit', { elid: id, addon_55164: '20', sok: 'ok' });
    expect(await balance()).toBe('969.0000');
    expect(await sandbox.callXml('service.prolong', { elid: id })).toMatchObject({ cost: '34.5000 EUR' });
  });

  test('another tariff of the same kind', async () => {
    const id = await buy('soft');
    const change = { elid: id, pricelist: '55231', period: '12', sok: 'ok' };
    expect(await sandbox.refusal('service.changepricelist', { ...change, pricelist: '55163' })).toBe('value/pricelist');
    expect(await sandbox.callXml('service.changepricelist', change)).toMatchObject({ ok: '' });
    expect(await services()).toMatchObject([{ pricelistId: '55231', period: 12, cost: '53.4600', addons: {} }]);
    expect(await balance()).toBe('963.3000');
  });

  test('the history tells every charge', async () => {
    const id = await buy('soft');
    await sandbox.callXml('service.prolong', { elid: id, period: '1', sok: 'ok' });
    expect(await sandbox.callXml('service.history', { elid: id })).toMatchObject({
      elem: [
        { operation: 'order', cost: '36.7000 EUR' },
        { operation: 'prolong', cost: '36.7000 EUR' },
      ],
    });
  });
});

describe('an ispmanager licence', () => {
  test('has no key until it is active, then one that begins with its number, and a new one on request', async () => {
    await sandbox.control('settings', { activationDelayMs: 5000 });
    const id = await buy('soft');
    const key = async () => (await sandbox.callXml('soft.edit', { elid: id }))['lickey'];
    expect(await key()).toBe('');
    const renewKey = { elid: id, clicked_button: 'newkey', sok: 'ok' };
    expect(await sandbox.refusal('soft.edit', renewKey)).toBe('value/elid');
    clock = new Date(clock.getTime() + 5000);
    const first = await key();
    expect(first).toMatch(/^334673-[0-9A-F]{16}$/);
    await sandbox.callXml('soft.edit', renewKey);
    expect(await key()).toMatch(/^334673-/);
    expect(await key()).not.toBe(first);
  });

  test('checkip tells a free address from a taken, a wrong and a tried one', async () => {
    const ask = { pricelist: '55231', period: '1', ip: '203.0.113.11' };
    expect(await sandbox.callXml('soft.checkip', ask)).toMatchObject({ ok: '' });
    expect(await sandbox.refusal('soft.checkip', { ...ask, ip: '300.1.1.1' })).toBe('value/ip');
    const trial = await buy('soft', { period: '-100' });
    expect(await sandbox.refusal('soft.checkip', ask)).toBe('exists/ip');
    await sandbox.callXml('soft.delete', { elid: trial });
    expect(await sandbox.callXml('soft.checkip', ask)).toMatchObject({ ok: '' });
    expect(await sandbox.refusal('soft.checkip', { ...ask, period: '-100' })).toBe('value/ip');
  });
});

describe('duplicates', () => {
  test('are the same tariff on one address, or one remoteid twice; platforms only the latter', async () => {
    await buy('softexternal');
    await buy('softexternal', { ip: '203.0.113.99' });
    await buy('softexternal', { pricelist: '9204' });
    await buy('platform');
    await buy('platform');
    expect((await sandbox.state()).duplicates).toBe(0);
    await buy('softexternal');
    expect((await sandbox.state()).duplicates).toBe(1);
    await buy('platform', { remoteid: 'cal_9' });
    await buy('platform', { remoteid: 'cal_9' });
    expect((await sandbox.state()).duplicates).toBe(2);
  });
});
