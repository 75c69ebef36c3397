import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectionTo } from '#test/raw-upstream.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { changePriceList } from './change-price-list.ts';
import { checkIp } from './check-ip.ts';
import { clearBasket } from './clear-basket.ts';
import { deleteService } from './delete-service.ts';
import { editService } from './edit-service.ts';
import { exportPriceList } from './export-price-list.ts';
import { findService } from './find-service.ts';
import { licenceNumber } from './licence-number.ts';
import { listBasket } from './list-basket.ts';
import { listServices } from './list-services.ts';
import { newLicenceKey } from './new-licence-key.ts';
import type { ServiceOrder } from './order-params.ts';
import { orderService } from './order-service.ts';
import type { WriteOutcome } from './outcome.ts';
import { payBasketFree } from './pay-basket-free.ts';
import { payBasket } from './pay-basket.ts';
import { previewProlong } from './preview-prolong.ts';
import { prolong } from './prolong.ts';
import { readBalance } from './read-balance.ts';
import { resumeService } from './resume-service.ts';
import { suspendService } from './suspend-service.ts';
import { viewService } from './view-service.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000' });
});
afterEach(() =>
  sandbox.settings({
    denied: [],
    statusPlace: 'default',
    rowsPerPageMax: null,
    countRows: true,
    datePhrases: false,
    prolongShape: 'nested',
  }),
);
afterAll(() => sandbox.close());

const at = () => connectionTo(sandbox.url);
const COMMON = { period: 1, autoprolong: false, correlation: 'cal_1', pay: 'at_once' } as const;
const MODULE = { ...COMMON, kind: 'addition', upstreamId: '9203', licence: '234256' } as const;
const THIRD_PARTY = { ...COMMON, kind: 'softexternal', upstreamId: '9203', ip: '192.0.2.10', licname: 'shop' } as const;
const LICENCE = {
  ...COMMON,
  kind: 'soft',
  upstreamId: '55231',
  ip: '192.0.2.10',
  licname: 'shop',
  addons: {},
} as const;
const PLATFORM = { ...COMMON, kind: 'platform', upstreamId: '55163', comment: 'shop', addons: { 55165: 2 } } as const;

async function bought(order: ServiceOrder): Promise<string> {
  const outcome = await orderService(at(), order);
  if (outcome.kind !== 'accepted' || outcome.value.serviceId === null) throw new Error(JSON.stringify(outcome));
  return outcome.value.serviceId;
}

const kindOf = async (outcome: Promise<WriteOutcome<unknown>>): Promise<string> => (await outcome).kind;

describe('every kind is bought, read back, renewed and deleted', () => {
  for (const order of [MODULE, THIRD_PARTY, LICENCE, PLATFORM]) {
    test(`${order.kind}: one service from order to deletion`, async () => {
      const { kind } = order;
      const id = await bought(order);
      const row = { kind, id, status: 'active', upstreamId: order.upstreamId, period: 1, remoteid: 'cal_1' };
      const list = await listServices(at(), kind);
      expect(list.ok && list.value.find((each) => each.id === id)).toMatchObject({ ...row, currency: 'EUR' });
      expect(await findService(at(), kind, id)).toMatchObject({ ok: true, value: row });
      expect(await viewService(at(), kind, id)).toMatchObject({ ok: true, value: row });
      const preview = await previewProlong(at(), { serviceId: id, period: 1 });
      expect(preview).toMatchObject({ ok: true, value: { cost: list.ok ? list.value.at(-1)?.cost : null } });
      const newExpiresOn = preview.ok ? preview.value.newExpiresOn : null;
      expect(await prolong(at(), { serviceId: id, period: 1 })).toMatchObject({ value: { newExpiresOn } });
      expect(await kindOf(deleteService(at(), kind, id))).toBe('accepted');
      expect(await viewService(at(), kind, id)).toMatchObject({ ok: true, value: null });
    });
  }
});

describe('what a kind carries', () => {
  test('the licence name and the comment carry the correlation, and are read back', async () => {
    const named = await viewService(at(), 'softexternal', await bought(THIRD_PARTY));
    expect(named).toMatchObject({ value: { licname: 'shop cal_1', ip: '192.0.2.10' } });
    const commented = await viewService(at(), 'platform', await bought(PLATFORM));
    expect(commented).toMatchObject({ value: { comment: 'shop cal_1', addons: { 55165: 2, 55164: 0 } } });
  });

  test('an edit changes the address, the name, the comment, the add-ons', async () => {
    const third = await bought(THIRD_PARTY);
    const moved = { ip: '192.0.2.11', licname: 'other' };
    expect(await kindOf(editService(at(), { kind: 'softexternal', serviceId: third, change: moved }))).toBe('accepted');
    expect(await viewService(at(), 'softexternal', third)).toMatchObject({ value: moved });
    const platform = await bought(PLATFORM);
    const grown = { comment: 'more', addons: { 55165: 5 } };
    expect(await kindOf(editService(at(), { kind: 'platform', serviceId: platform, change: grown }))).toBe('accepted');
    expect(await viewService(at(), 'platform', platform)).toMatchObject({ value: grown });
  });

  test('suspend and resume show in the status; refused, they are not permitted', async () => {
    const id = await bought(THIRD_PARTY);
    expect(await kindOf(suspendService(at(), 'softexternal', id))).toBe('accepted');
    expect(await findService(at(), 'softexternal', id)).toMatchObject({ value: { status: 'suspended' } });
    expect(await kindOf(resumeService(at(), 'softexternal', id))).toBe('accepted');
    expect(await findService(at(), 'softexternal', id)).toMatchObject({ value: { status: 'active' } });
    await sandbox.settings({ denied: ['softexternal.suspend'] });
    expect(await suspendService(at(), 'softexternal', id)).toMatchObject({
      kind: 'rejected',
      error: { reason: 'not_permitted' },
    });
  });
});

describe('an ispmanager licence', () => {
  test('gets a key that names its number, and a new one', async () => {
    const id = await bought({ ...LICENCE, ip: '192.0.2.21' });
    const first = await viewService(at(), 'soft', id);
    const key = (first.ok && first.value?.licenceKey) || '';
    expect(licenceNumber(key)).toBe(id);
    expect(await kindOf(newLicenceKey(at(), id))).toBe('accepted');
    const second = await viewService(at(), 'soft', id);
    expect(second.ok && second.value?.licenceKey).not.toBe(key);
  });

  test('moves to another tariff', async () => {
    const id = await bought({ ...LICENCE, ip: '192.0.2.22' });
    const change = { serviceId: id, upstreamId: '55232', period: 12 };
    expect(await kindOf(changePriceList(at(), change))).toBe('accepted');
    expect(await viewService(at(), 'soft', id)).toMatchObject({ value: { upstreamId: '55232', period: 12 } });
  });

  test('is refused for an address that has one, or is none', async () => {
    const check = (ip: string) => checkIp(at(), { upstreamId: '55231', period: 1, ip });
    expect(await check('192.0.2.23')).toMatchObject({ ok: true, value: { free: true } });
    await bought({ ...LICENCE, ip: '192.0.2.23' });
    expect(await check('192.0.2.23')).toMatchObject({ ok: false, reason: 'ip_refused' });
    expect(await check('192.0.2.300')).toMatchObject({ ok: false, reason: 'ip_refused' });
  });
});

describe('the cart', () => {
  const inCart = async (): Promise<string> => {
    const outcome = await orderService(at(), { ...PLATFORM, pay: 'cart' });
    expect(outcome).toMatchObject({ kind: 'accepted', value: { serviceId: null } });
    return (outcome.kind === 'accepted' && outcome.value.billOrderId) || '';
  };

  test('takes an order without a charge, and is paid by its id, in both spellings', async () => {
    for (const pay of [payBasket, payBasketFree]) {
      const before = await readBalance(at());
      const billOrderId = await inCart();
      expect(await listBasket(at())).toMatchObject({ value: { billOrderId, rows: [{ kind: 'platform' }] } });
      expect(await readBalance(at())).toMatchObject({ value: before.ok ? before.value : {} });
      expect(await kindOf(pay(at(), billOrderId))).toBe('accepted');
      expect(await readBalance(at())).not.toMatchObject({ value: before.ok ? before.value : {} });
      expect(await listBasket(at())).toMatchObject({ value: { billOrderId: null, rows: [] } });
    }
  });

  test('is emptied without a charge', async () => {
    const before = await readBalance(at());
    expect(await kindOf(clearBasket(at(), await inCart()))).toBe('accepted');
    expect(await listBasket(at())).toMatchObject({ value: { rows: [] } });
    expect(await readBalance(at())).toMatchObject({ value: before.ok ? before.value : {} });
  });
});

describe('however the server writes it', () => {
  test('the status is read from each of its four places', async () => {
    const id = await bought(THIRD_PARTY);
    for (const statusPlace of ['item_real_status', 'orig', 'item_status', 'status']) {
      await sandbox.settings({ statusPlace });
      expect(await findService(at(), 'softexternal', id)).toMatchObject({ value: { status: 'active' } });
    }
  });

  test('dates are read from phrases, lists in small pages, counted or not, renewals flat', async () => {
    const id = await bought(THIRD_PARTY);
    const plain = await listServices(at(), 'softexternal');
    await sandbox.settings({ datePhrases: true, rowsPerPageMax: 1 });
    const odd = await listServices(at(), 'softexternal');
    expect(odd.ok && odd.value).toEqual(plain.ok && plain.value);
    await sandbox.settings({ rowsPerPageMax: null, countRows: false });
    const uncounted = await listServices(at(), 'softexternal');
    expect(uncounted.ok && uncounted.value).toEqual(plain.ok && plain.value);
    await sandbox.settings({ prolongShape: 'flat' });
    expect(await kindOf(prolong(at(), { serviceId: id, period: 1 }))).toBe('accepted');
  });

  test('the price list of every kind is read, add-ons included', async () => {
    for (const kind of ['addition', 'softexternal', 'soft'] as const) {
      const list = await exportPriceList(at(), kind);
      expect(list.ok && list.value.tariffs.length).toBeGreaterThan(1);
    }
    const one = await exportPriceList(at(), 'platform', { upstreamId: '55163', onlyAvailable: true });
    expect(one).toMatchObject({
      ok: true,
      value: { tariffs: [{ upstreamId: '55163', addons: [{ id: '55165', type: 'number', max: 100 }, { max: null }] }] },
    });
  });
});
