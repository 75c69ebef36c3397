import { describe, expect, test } from 'vitest';
import { answerOf, errorReply } from '#test/raw-upstream.ts';
import { checkIp } from './check-ip.ts';
import { findService } from './find-service.ts';
import { licenceNumber } from './licence-number.ts';
import { listServices } from './list-services.ts';
import { orderService } from './order-service.ts';
import { viewService } from './view-service.ts';

describe('an order', () => {
  const order = (reply: string, pay: 'at_once' | 'cart' = 'at_once') =>
    answerOf(reply, (at) =>
      orderService(at, {
        kind: 'softexternal',
        upstreamId: '9203',
        ip: '192.0.2.10',
        licname: 'shop',
        period: 1,
        autoprolong: false,
        correlation: 'cal_1',
        pay,
      }),
    );

  test('answers with id where it was charged, with billorder.id where it went into the cart', async () => {
    const service = { kind: 'accepted', value: { serviceId: '334673', billOrderId: null } };
    expect(await order('<doc><id>334673</id><ok/></doc>')).toMatchObject(service);
    const cart = { kind: 'accepted', value: { serviceId: null, billOrderId: '23445' } };
    expect(await order('<doc><billorder.id>23445</billorder.id><ok/></doc>', 'cart')).toMatchObject(cart);
  });

  test('that answers only with a form, as one without sok would, is unknown', async () => {
    expect(await order('<doc><pricelist>9203</pricelist><slist name="period"/></doc>')).toMatchObject({
      kind: 'unknown',
    });
  });

  test('refused for its address is ip_refused', async () => {
    expect(await order(errorReply('value', 'ip'))).toMatchObject({ kind: 'rejected', error: { reason: 'ip_refused' } });
  });
});

describe('soft.checkip', () => {
  const check = (reply: string) =>
    answerOf(reply, (at) => checkIp(at, { upstreamId: '55227', period: 1, ip: '192.0.2.10' }));

  test('ok is free; a bad address and one with a licence are ip_refused; a refusal of the login is its own', async () => {
    expect(await check('<doc><ok/></doc>')).toMatchObject({ ok: true, value: { free: true } });
    expect(await check(errorReply('value', 'ip'))).toMatchObject({ ok: false, reason: 'ip_refused' });
    expect(await check(errorReply('exists', 'licence'))).toMatchObject({ ok: false, reason: 'ip_refused' });
    expect(await check(errorReply('auth', 'badpassword'))).toMatchObject({ ok: false, reason: 'wrong_login' });
  });

  test('neither ok nor an error is no answer', async () => {
    expect(await check('<doc/>')).toMatchObject({ ok: false, reason: 'upstream_unreachable' });
  });
});

describe('the form of a service', () => {
  const form = (content: string) => answerOf(`<doc>${content}</doc>`, (at) => viewService(at, 'soft', '334673'));

  test('is read with its key, its dates and its add-ons', async () => {
    const shown = await form(
      '<elid>334673</elid><pricelist>55230</pricelist><pricelist_name>ispmanager 6 business</pricelist_name><licname>shop-1 cal_1</licname><ip>203.0.113.10</ip><lickey>334673-KEY</lickey><status>2</status><createdate>2026-11-20</createdate><expiredate>2026-12-20</expiredate><addon_55236>3</addon_55236><addon_1>on</addon_1><addon_2>off</addon_2><addon_3>text</addon_3>',
    );
    expect(shown).toMatchObject({
      ok: true,
      value: {
        kind: 'soft',
        id: '334673',
        upstreamId: '55230',
        tariffName: 'ispmanager 6 business',
        licname: 'shop-1 cal_1',
        ip: '203.0.113.10',
        status: 'active',
        createdOn: '2026-11-20',
        expiresOn: '2026-12-20',
        licenceKey: '334673-KEY',
        addons: { 55236: 3, 1: 1, 2: 0 },
      },
    });
    expect(shown.ok && Object.keys(shown.value?.addons ?? {})).toHaveLength(3);
  });

  test('has an empty lickey until the key is made: null, ask again', async () => {
    expect(await form('<elid>334673</elid><lickey/>')).toMatchObject({ ok: true, value: { licenceKey: null } });
  });

  test('of another service is no answer; missed is null; a function that is not there is a failure', async () => {
    expect(await form('<elid>1</elid>')).toMatchObject({ ok: false });
    const view = (reply: string) => answerOf(reply, (at) => viewService(at, 'soft', '334673'));
    expect(await view(errorReply('missed', 'item'))).toMatchObject({ ok: true, value: null });
    expect(await view(errorReply('missed', 'func'))).toMatchObject({ ok: false });
  });

  test('the licence number is the digits before the - of the key', () => {
    expect(licenceNumber('334673-EXAMPLEKEY')).toBe('334673');
    for (const key of ['', 'KEY', '-1', '334673', 'A1-2']) expect(licenceNumber(key)).toBeNull();
  });
});

describe('rows of a list', () => {
  const list = (content: string) => answerOf(`<doc>${content}</doc>`, (at) => listServices(at, 'softexternal'));

  test('a third-party licence is read as the reference names its columns', async () => {
    const read = await list(
      '<elem><id>700001</id><licname>shop-000124</licname><ip>203.0.113.11</ip><pricelist>CloudLinux</pricelist><datacentername>Main</datacentername><createdate>2026-11-20</createdate><expiredate>2026-12-20</expiredate><autoprolong>1</autoprolong><item_status>2</item_status><cost>12.0000 EUR / month</cost></elem>',
    );
    expect(read.ok && read.value).toEqual([
      {
        kind: 'softexternal',
        id: '700001',
        licence: '',
        ip: '203.0.113.11',
        licname: 'shop-000124',
        comment: '',
        tariffName: 'CloudLinux',
        upstreamId: null,
        period: null,
        status: 'active',
        expiresOn: '2026-12-20',
        createdOn: '2026-11-20',
        autoprolong: '1',
        remoteid: null,
        cost: 120_000n,
        currency: 'EUR',
      },
    ]);
  });

  test('none, one and many have one shape; attributes of the document mean nothing', async () => {
    expect(await list('')).toMatchObject({ ok: true, value: [] });
    expect(await list('<elem><id>1</id></elem>')).toMatchObject({ ok: true, value: [{ id: '1' }] });
    const many = await list('<elem><id>1</id></elem><elem><id>2</id></elem>');
    expect(many).toMatchObject({ ok: true, value: [{ id: '1' }, { id: '2' }] });
    const attributes = '<doc lang="en" func="softexternal" host="https://x/"><elem><id>1</id></elem></doc>';
    expect(await answerOf(attributes, (at) => listServices(at, 'softexternal'))).toMatchObject({ ok: true });
  });

  const renewals = [
    ['<autoprolong>12</autoprolong>', '12'],
    ['<autoprolong>null</autoprolong>', null],
    ['<autoprolong>0</autoprolong>', null],
    ['<autoprolong>off</autoprolong>', null],
    ['<autoprolong/>', null],
    ['', null],
    ['<autoprolong>on</autoprolong><period>3</period>', '3'],
    ['<autoprolong>on</autoprolong>', 'on'],
  ] as const;
  for (const [columns, months] of renewals) {
    test(`renewal ${columns || 'not said'} is ${months ?? 'off'}`, async () => {
      expect(await list(`<elem><id>1</id>${columns}</elem>`)).toMatchObject({ value: [{ autoprolong: months }] });
    });
  }

  const amounts = [
    ['12.0000 EUR / month', 120_000n, 'EUR'],
    ['12 EUR', 120_000n, 'EUR'],
    ['1 234.50 RUB', 12_345_000n, 'RUB'],
    ['1 234.5 RUB', 12_345_000n, 'RUB'],
    ['0.0000', 0n, null],
    ['free', null, null],
    ['1,5 EUR', null, null],
    ['12 34 EUR', null, null],
  ] as const;
  for (const [text, cost, currency] of amounts) {
    test(`the amount "${text}" is ${cost ?? 'not understood'} ${currency ?? ''}`, async () => {
      expect(await list(`<elem><id>1</id><cost>${text}</cost></elem>`)).toMatchObject({ value: [{ cost, currency }] });
    });
  }

  test('a date, or a phrase and the real date beside it', async () => {
    const phrase = '<expiredate>Daily charges</expiredate>';
    const row = async (columns: string) => {
      const read = await list(`<elem><id>1</id>${columns}</elem>`);
      return read.ok ? read.value[0]?.expiresOn : undefined;
    };
    expect(await row('<expiredate>2026-12-20</expiredate>')).toBe('2026-12-20');
    expect(await row('<expiredate>2026-12-20 00:00:00</expiredate>')).toBe('2026-12-20');
    expect(await row(`${phrase}<real_expiredate>2026-12-21</real_expiredate>`)).toBe('2026-12-21');
    expect(await row(phrase)).toBeNull();
  });

  test('a filter that the server overlooks, or understands otherwise, finds nobody else’s row', async () => {
    const find = (rows: string) => answerOf(`<doc>${rows}</doc>`, (at) => findService(at, 'softexternal', '7'));
    const others = '<elem><id>17</id></elem><elem><id>70</id></elem>';
    expect(await find(others)).toMatchObject({ ok: true, value: null });
    expect(await find(`${others}<elem><id>7</id></elem>`)).toMatchObject({ ok: true, value: { id: '7' } });
    expect(await find('')).toMatchObject({ ok: true, value: null });
  });
});
