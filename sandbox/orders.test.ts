import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from './sandbox-client.ts';

let clock = new Date('2026-01-31T10:00:00Z');
let sandbox: TestSandbox;

beforeEach(async () => {
  clock = new Date('2026-01-31T10:00:00Z');
  sandbox = await startTestSandbox({ balance: '100', now: () => clock });
});
afterEach(() => sandbox.close());

const ORDER = { item: '234256', pricelist: '9203', period: '1', skipbasket: 'on' };

describe('ordering', () => {
  test('an order with skipbasket charges the exact cost and gives an active service', async () => {
    expect(await sandbox.order({ remoteid: 'shop-1', autoprolong: '1' })).toMatchObject({
      id: '334673',
      'billorder.id': '23445',
      ok: '',
    });
    const { account, services, ledger } = await sandbox.state();
    expect(account.balance).toBe('89.6000');
    expect(services).toMatchObject([
      { id: '334673', status: '2', paid: true, remoteid: 'shop-1', autoprolong: 1, duplicate: false },
    ]);
    expect(ledger.at(-1)).toMatchObject({ kind: 'order', amount: '-10.4000', balanceAfter: '89.6000' });
  });

  test('a form without sok buys nothing', async () => {
    const form = await sandbox.callXml('addition.order.param', ORDER);
    expect(form).toMatchObject({ item: '234256', cost: '10.4000 EUR' });
    const { account, services } = await sandbox.state();
    expect(account.balance).toBe('100.0000');
    expect(services).toEqual([]);
  });

  test('a repeated order buys twice and is reported as a duplicate', async () => {
    await sandbox.order({ remoteid: 'same' });
    await sandbox.order({ remoteid: 'same' });
    const { account, services, duplicates } = await sandbox.state();
    expect(account.balance).toBe('79.2000');
    expect(services.map(({ duplicate }) => duplicate)).toEqual([true, true]);
    expect(duplicates).toBe(1);
  });

  test('a module bought again after it was deleted or for another licence is no duplicate', async () => {
    await sandbox.order();
    await sandbox.order({ item: '99' });
    await sandbox.call('addition.delete', { elid: '334673', sok: 'ok' });
    clock = new Date('2026-02-01T10:00:00Z');
    await sandbox.order();
    expect((await sandbox.state()).duplicates).toBe(0);
  });

  test.each([
    ['item', { item: 'abc' }],
    ['item', { item: '' }],
    ['pricelist', { pricelist: '1' }],
    ['pricelist', { pricelist: '11190' }],
    ['period', { period: '7' }],
  ])('an order with a wrong %s names the field and costs nothing', async (field, change) => {
    expect(await sandbox.refusal('addition.order.param', { ...ORDER, ...change, sok: 'ok' })).toBe(`value/${field}`);
    expect((await sandbox.state()).account.balance).toBe('100.0000');
  });

  test('a licence that the supplier does not know is refused', async () => {
    await sandbox.control('settings', { unknownLicences: ['234256'] });
    expect(await sandbox.refusal('addition.order.param', { ...ORDER, sok: 'ok' })).toBe('value/item');
  });

  test('renewal is silently off when autoprolong differs from the period', async () => {
    await sandbox.order({ autoprolong: '12' });
    expect((await sandbox.state()).services[0]?.autoprolong).toBeNull();
  });

  test('a trial costs nothing and lasts fourteen days', async () => {
    await sandbox.order({ pricelist: '55371', period: '-100' });
    const { account, services } = await sandbox.state();
    expect(account.balance).toBe('100.0000');
    expect(services[0]?.expiresOn).toBe('2026-02-14');
  });

  test('months end on the last day where the next month is shorter', async () => {
    await sandbox.order();
    expect((await sandbox.state()).services[0]?.expiresOn).toBe('2026-02-28');
  });
});

describe('when money is short', () => {
  test('an order is refused and nothing is created', async () => {
    expect(await sandbox.refusal('addition.order.param', { ...ORDER, period: '12', sok: 'ok' })).toBe('value/balance');
    expect((await sandbox.state()).services).toEqual([]);
  });

  test('an order is left unpaid in the cart when the supplier is set so', async () => {
    await sandbox.control('settings', { insufficientFunds: 'cart' });
    const answer = await sandbox.order({ period: '12' });
    expect(answer).toMatchObject({ 'billorder.id': '23445', ok: 'func=basket' });
    expect(answer).not.toHaveProperty('id');
    const { account, services } = await sandbox.state();
    expect(account.balance).toBe('100.0000');
    expect(services).toMatchObject([{ paid: false, status: '1' }]);
  });
});

describe('the cart', () => {
  test('an order without skipbasket is paid once from the cart, and a repeat costs nothing', async () => {
    expect(await sandbox.order({ skipbasket: 'off' })).toMatchObject({ 'billorder.id': '23445' });
    expect((await sandbox.state()).account.balance).toBe('100.0000');
    expect(await sandbox.callXml('backet')).toMatchObject({ billorder: '23445', total_sum: '10.4000' });
    await sandbox.callXml('basket', { id: '23445', sok: 'ok' });
    await sandbox.callXml('basket', { id: '23445', sok: 'ok' });
    const { account, services, cart } = await sandbox.state();
    expect(account.balance).toBe('89.6000');
    expect(services).toMatchObject([{ status: '2' }]);
    expect(cart).toEqual([]);
  });

  test('the free button pays too', async () => {
    await sandbox.order({ skipbasket: '' });
    await sandbox.callXml('basket', { clicked_button: 'free', id: '23445' });
    expect((await sandbox.state()).account.balance).toBe('89.6000');
  });

  test('a removed row and an emptied cart take the unpaid services away', async () => {
    for (const item of ['1', '2', '3']) await sandbox.order({ skipbasket: '', item });
    await sandbox.callXml('basket', { clicked_button: 'delete', id: '4411', sok: 'ok' });
    expect((await sandbox.state()).services.map(({ licence }) => licence)).toEqual(['2', '3']);
    await sandbox.callXml('basket', { clicked_button: 'clearbasket', id: '23445' });
    expect((await sandbox.state()).services).toEqual([]);
    expect(await sandbox.refusal('basket', { id: '23445', sok: 'ok' })).toBe('missed/item');
  });
});

describe('life of a service', () => {
  test('a paid service is shown as ordered, then processing, then active', async () => {
    await sandbox.control('settings', { activationDelayMs: 5000 });
    await sandbox.order();
    expect((await sandbox.state()).services[0]?.status).toBe('1');
    clock = new Date(clock.getTime() + 2000);
    expect((await sandbox.state()).services[0]?.status).toBe('5');
    clock = new Date(clock.getTime() + 3000);
    expect((await sandbox.state()).services[0]?.status).toBe('2');
  });

  test('a shorter delay activates what is waiting', async () => {
    await sandbox.control('settings', { activationDelayMs: 60_000 });
    await sandbox.order();
    await sandbox.control('settings', { activationDelayMs: 0 });
    expect((await sandbox.state()).services[0]?.status).toBe('2');
  });

  test('prolonging previews without sok, and charges at every sok', async () => {
    await sandbox.order();
    expect(await sandbox.callXml('service.prolong', { elid: '334673', period: '1' })).toMatchObject({
      title_name: 'CloudLinux OS',
      expiredate: '2026-02-28',
      newexpiredate: '2026-03-28',
    });
    const prolong = () => sandbox.callXml('service.prolong', { elid: '334673', period: '1', sok: 'ok' });
    expect(await prolong()).toMatchObject({ ok: '', doc: { newexpiredate: '2026-03-28' } });
    expect(await prolong()).toMatchObject({ doc: { newexpiredate: '2026-04-28' } });
    expect((await sandbox.state()).account.balance).toBe('68.8000');
  });

  test('an expired service is suspended, and a renewal counts from today', async () => {
    await sandbox.order();
    clock = new Date('2026-05-10T00:00:00Z');
    expect((await sandbox.state()).services[0]?.status).toBe('3');
    expect(await sandbox.callXml('service.prolong', { elid: '334673', period: '1', sok: 'ok' })).toMatchObject({
      doc: { newexpiredate: '2026-06-10' },
    });
  });

  test('an edit moves a module to another licence and switches its renewal', async () => {
    await sandbox.order();
    expect(await sandbox.callXml('addition.edit', { elid: '334673' })).toMatchObject({ item: '234256', status: '2' });
    await sandbox.callXml('addition.edit', { elid: '334673', item: '777', autoprolong: '1', sok: 'ok' });
    expect((await sandbox.state()).services).toMatchObject([{ licence: '777', autoprolong: 1 }]);
    await sandbox.callXml('addition.edit', { elid: '334673', autoprolong: 'null', sok: 'ok' });
    expect((await sandbox.state()).services).toMatchObject([{ licence: '777', autoprolong: null }]);
  });

  test('a deleted service leaves the list, and is missing from then on', async () => {
    await sandbox.order();
    await sandbox.callXml('addition.delete', { elid: '334673', sok: 'ok' });
    expect(await sandbox.callXml('addition')).toMatchObject({ p_elems: '0' });
    expect(await sandbox.refusal('addition.edit', { elid: '334673' })).toBe('missed/item');
  });
});
