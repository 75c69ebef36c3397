import { describe, expect, test } from 'vitest';
import { answerOf, errorReply } from '#test/raw-upstream.ts';
import { deleteService } from './delete-service.ts';
import { listBasket } from './list-basket.ts';
import { payBasket } from './pay-basket.ts';
import { previewProlong } from './preview-prolong.ts';
import { prolong } from './prolong.ts';
import { readBalance } from './read-balance.ts';
import { suspendService } from './suspend-service.ts';
import { whoami } from './whoami.ts';

describe('a renewal', () => {
  const renew = (reply: string) => answerOf(reply, (at) => prolong(at, { serviceId: '1', period: 1 }));
  const date = '<newexpiredate>2027-01-20</newexpiredate>';

  test('newexpiredate is read flat and nested', async () => {
    const done = { kind: 'accepted', value: { newExpiresOn: '2027-01-20' } };
    expect(await renew(`<doc>${date}<ok/></doc>`)).toMatchObject(done);
    expect(await renew(`<doc><ok/><doc>${date}</doc></doc>`)).toMatchObject(done);
  });

  test('without a new date is unknown, never done', async () => {
    expect(await renew('<doc><ok/></doc>')).toMatchObject({ kind: 'unknown' });
    expect(await renew('<doc><newexpiredate>Daily charges</newexpiredate><ok/></doc>')).toMatchObject({
      kind: 'unknown',
    });
  });

  test('is previewed with its date, its periods, and its cost where it is told', async () => {
    const preview = (content: string) =>
      answerOf(`<doc>${content}</doc>`, (at) => previewProlong(at, { serviceId: '1', period: 1 }));
    const periods = '<slist name="period"><val key="1">1 month</val><val key="12">1 year</val></slist>';
    expect(await preview(`<expiredate>2026-12-20</expiredate>${date}<cost>4.0000 EUR</cost>${periods}`)).toMatchObject({
      ok: true,
      value: {
        expiresOn: '2026-12-20',
        newExpiresOn: '2027-01-20',
        periods: [1, 12],
        cost: 40_000n,
        currency: 'EUR',
      },
    });
    expect(await preview(`<doc>${date}</doc>`)).toMatchObject({
      ok: true,
      value: { newExpiresOn: '2027-01-20', periods: [], cost: null, currency: null },
    });
  });
});

describe('the cart', () => {
  const cart = (content: string) => answerOf(`<doc>${content}</doc>`, (at) => listBasket(at));

  test('element names have dots', async () => {
    expect(
      await cart(
        '<billorder>23445</billorder><list name="itemlist"><elem><id>9</id><item.id>700001</item.id><item.type>soft</item.type><item.period>1</item.period><cost>4.0000 EUR</cost></elem></list>',
      ),
    ).toMatchObject({
      ok: true,
      value: { billOrderId: '23445', rows: [{ id: '9', serviceId: '700001', kind: 'soft', period: 1, cost: 40_000n }] },
    });
  });

  test('is empty with an empty list, and without one', async () => {
    const empty = { ok: true, value: { billOrderId: null, rows: [] } };
    expect(await cart('<list name="itemlist"/>')).toMatchObject(empty);
    expect(await cart('')).toMatchObject(empty);
  });

  test('an ok that sends a person on to a payment is unknown, not paid', async () => {
    const reply = '<doc><ok>func=payment.add&amp;billorder=1</ok></doc>';
    expect(await answerOf(reply, (at) => payBasket(at, '1'))).toMatchObject({ kind: 'unknown' });
  });
});

describe('what a reseller may not call', () => {
  test('suspend refused with access is not_permitted: an expected outcome', async () => {
    const outcome = await answerOf(errorReply('access', 'softexternal.suspend'), (at) =>
      suspendService(at, 'softexternal', '1'),
    );
    expect(outcome).toMatchObject({ kind: 'rejected', error: { reason: 'not_permitted' } });
  });

  test('an internal fault of the server proves nothing', async () => {
    const outcome = await answerOf(errorReply('xml', 'xpath'), (at) => deleteService(at, 'soft', '1'));
    expect(outcome).toMatchObject({ kind: 'unknown', fault: null });
  });
});

describe('the old envelope with a number', () => {
  const codes = [
    ['2', 'exists'],
    ['3', 'missed'],
    ['4', 'value'],
    ['5', 'limit'],
    ['6', 'access'],
    ['7', 'license'],
  ] as const;
  for (const [code, type] of codes) {
    test(`${code} is ${type}`, async () => {
      const reply = `<doc><error code="${code}" obj="name" val="x">Text</error></doc>`;
      expect(await answerOf(reply, (at) => deleteService(at, 'soft', '1'))).toMatchObject({
        kind: 'rejected',
        error: { type, object: 'name', message: 'Text' },
      });
    });
  }

  test('1, an internal fault, proves nothing', async () => {
    const reply = '<doc><error code="1">Text</error></doc>';
    expect(await answerOf(reply, (at) => deleteService(at, 'soft', '1'))).toMatchObject({ kind: 'unknown' });
  });
});

describe('the login', () => {
  test('a second factor is told in both of its forms', async () => {
    const twoFactor = { ok: false, reason: 'two_factor', fault: null };
    expect(await answerOf('<doc><ok>func=totp.confirm</ok></doc>', whoami)).toMatchObject(twoFactor);
    expect(await answerOf(errorReply('extraconfirm', 'user'), whoami)).toMatchObject(twoFactor);
  });

  test('a wrong password, an address that is not allowed, a function that is not permitted', async () => {
    expect(await answerOf(errorReply('auth', 'badpassword'), whoami)).toMatchObject({ reason: 'wrong_login' });
    expect(await answerOf(errorReply('auth', 'badip'), whoami)).toMatchObject({ reason: 'address_refused' });
    expect(await answerOf(errorReply('access', 'session'), whoami)).toMatchObject({ reason: 'not_permitted' });
  });

  test('the balance of whoami is an attribute or an element', async () => {
    const balance = { ok: true, value: { name: 'reseller', balance: { amount: 1_234_500n, currency: 'EUR' } } };
    expect(await answerOf('<doc><user name="reseller" balance="123.45 EUR"/></doc>', whoami)).toMatchObject(balance);
    expect(
      await answerOf('<doc><user name="reseller"><balance>123.45 EUR</balance></user></doc>', whoami),
    ).toMatchObject(balance);
  });
});

describe('the balance', () => {
  const subaccount =
    '<doc><elem><balance>5.00</balance><currency>USD</currency></elem><elem><balance>1234.50</balance><currency>EUR</currency></elem></doc>';
  const dashboard =
    '<doc><elem><realbalance>123.45 EUR</realbalance><enoughmoneyto>2026-12-20</enoughmoneyto></elem></doc>';
  const me = '<doc><user name="reseller" balance="9.50 EUR"/></doc>';
  const read = (reply: Readonly<Record<string, string>>) => answerOf(reply, (at) => readBalance(at, 'EUR'));

  test('is told by subaccount, in the wanted currency', async () => {
    expect(await read({ subaccount, 'dashboard.info': dashboard, whoami: me })).toMatchObject({
      ok: true,
      value: { amount: 12_345_000n, currency: 'EUR', enoughMoneyTo: null, place: 'subaccount' },
    });
  });

  test('where that is denied, by dashboard.info, which also says how long it lasts', async () => {
    expect(await read({ 'dashboard.info': dashboard, whoami: me })).toMatchObject({
      ok: true,
      value: { amount: 1_234_500n, currency: 'EUR', enoughMoneyTo: '2026-12-20', place: 'dashboard.info' },
    });
  });

  test('where both are denied, by whoami', async () => {
    expect(await read({ whoami: me })).toMatchObject({
      ok: true,
      value: { amount: 95_000n, currency: 'EUR', enoughMoneyTo: null, place: 'whoami' },
    });
  });

  test('where nobody tells it, it is not permitted', async () => {
    expect(await read({ whoami: '<doc><user name="reseller"/></doc>' })).toMatchObject({
      ok: false,
      reason: 'not_permitted',
    });
  });
});
