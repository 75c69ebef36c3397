import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectionTo, startRawUpstream } from '#test/raw-upstream.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { deleteBasketRow } from './delete-basket-row.ts';
import { deleteService } from './delete-service.ts';
import { editService } from './edit-service.ts';
import { listBasket } from './list-basket.ts';
import { orderService } from './order-service.ts';
import { payBasket } from './pay-basket.ts';
import { previewProlong } from './preview-prolong.ts';
import { prolong } from './prolong.ts';
import { readBalance } from './read-balance.ts';
import { viewService } from './view-service.ts';
import { whoami } from './whoami.ts';

const ORDER = {
  kind: 'addition',
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

const connection = () => connectionTo(sandbox.url);

async function bought(licence: string): Promise<string> {
  const outcome = await orderService(connection(), { ...ORDER, licence });
  return (outcome.kind === 'accepted' && outcome.value.serviceId) || '';
}

describe('login and balance', () => {
  test('a good login is told by whoami, a wrong one and an open second factor by their reasons', async () => {
    expect(await whoami(connection())).toMatchObject({ ok: true, value: { name: 'reseller' } });
    expect(await whoami({ ...connection(), password: 'wrong' })).toMatchObject({ ok: false, reason: 'wrong_login' });
    await sandbox.settings({ twoFactor: true });
    expect(await whoami(connection())).toMatchObject({ ok: false, reason: 'two_factor' });
    await sandbox.settings({ twoFactor: false });
  });

  test('a password with colons and signs goes through whole', async () => {
    await sandbox.settings({ password: 'a:b&c=d é+%' });
    expect((await whoami({ ...connection(), password: 'a:b&c=d é+%' })).ok).toBe(true);
    await sandbox.settings({ password: null });
  });

  test('the balance comes from the first of the three places that tells it', async () => {
    const denied = { fault: 'error-envelope', type: 'access', object: 'subaccount' } as const;
    const balance = { ok: true, value: { amount: 10_000_000n, currency: 'EUR' } };
    await sandbox.settings({ balance: '1000' });
    expect(await readBalance(connection(), 'EUR')).toMatchObject(balance);
    await sandbox.faults([{ func: 'subaccount', ...denied }]);
    expect(await readBalance(connection())).toMatchObject(balance);
    await sandbox.faults([
      { func: 'subaccount', ...denied },
      { func: 'dashboard.info', ...denied },
    ]);
    expect(await readBalance(connection())).toMatchObject(balance);
    await sandbox.faults([{ func: '*', fault: 'bad-ip' }]);
    expect(await readBalance(connection())).toMatchObject({ ok: false, reason: 'address_refused' });
  });

  test('a balance below zero is a balance', async () => {
    const upstream = await startRawUpstream(
      () => '<doc><elem><balance>-12.50</balance><currency>EUR</currency></elem></doc>',
    );
    expect(await readBalance(upstream.connection)).toMatchObject({
      ok: true,
      value: { amount: -125_000n, currency: 'EUR' },
    });
    await upstream.close();
  });
});

describe('a service', () => {
  test('moves to another licence, switches its renewal and is deleted', async () => {
    const id = await bought('501');
    expect(
      await editService(connection(), { kind: 'addition', serviceId: id, change: { licence: '502', autoprolong: 1 } }),
    ).toMatchObject({
      kind: 'accepted',
    });
    expect(await viewService(connection(), 'addition', id)).toMatchObject({
      value: { licence: '502', autoprolong: '1' },
    });
    expect(await deleteService(connection(), 'addition', id)).toMatchObject({ kind: 'accepted' });
    expect(await deleteService(connection(), 'addition', id)).toMatchObject({
      kind: 'rejected',
      error: { type: 'missed' },
    });
  });

  test('is previewed without a charge and prolonged with one', async () => {
    const id = await bought('503');
    const before = await readBalance(connection());
    const preview = await previewProlong(connection(), { serviceId: id, period: 3 });
    expect(preview).toMatchObject({ ok: true, value: { periods: expect.arrayContaining([1, 3, 12]) } });
    expect(await readBalance(connection())).toMatchObject({ value: before.ok ? before.value : {} });
    const outcome = await prolong(connection(), { serviceId: id, period: 3 });
    const expected = preview.ok ? preview.value.newExpiresOn : null;
    expect(outcome).toMatchObject({ kind: 'accepted', value: { newExpiresOn: expected } });
  });
});

describe('the cart', () => {
  test('an unpaid order is listed, its row removed, or paid once there is money', async () => {
    await sandbox.settings({ insufficientFunds: 'cart', balance: '0' });
    await orderService(connection(), { ...ORDER, licence: '601' });
    await orderService(connection(), { ...ORDER, licence: '602' });
    const cart = await listBasket(connection());
    const [first] = cart.ok ? cart.value.rows : [];
    expect(cart).toMatchObject({ ok: true, value: { rows: [{ kind: 'addition', period: 1, cost: 104_000n }, {}] } });
    expect(await deleteBasketRow(connection(), first?.id ?? '')).toMatchObject({ kind: 'accepted' });
    const billOrderId = (cart.ok && cart.value.billOrderId) || '';
    expect(await payBasket(connection(), billOrderId)).toMatchObject({
      kind: 'rejected',
      error: { reason: 'low_balance' },
    });
    await sandbox.settings({ insufficientFunds: 'error', balance: '1000' });
    expect(await payBasket(connection(), billOrderId)).toMatchObject({ kind: 'accepted' });
    expect(await listBasket(connection())).toMatchObject({ ok: true, value: { billOrderId: null, rows: [] } });
  });
});
