import { describe, expect, test } from 'vitest';
import { paramsOf } from '#test/raw-upstream.ts';
import type { ServiceOrder } from './order-params.ts';
import { orderService } from './order-service.ts';

const COMMON = { period: 1, autoprolong: false, correlation: 'cal_1', pay: 'at_once' } as const;
const MODULE = { ...COMMON, kind: 'addition', upstreamId: '9203', licence: '234256' } as const;
const THIRD_PARTY = { ...COMMON, kind: 'softexternal', upstreamId: '9203', ip: '192.0.2.10', licname: 'shop' } as const;
const LICENCE = {
  ...COMMON,
  kind: 'soft',
  upstreamId: '55230',
  ip: '192.0.2.10',
  licname: 'shop',
  addons: {},
} as const;
const PLATFORM = { ...COMMON, kind: 'platform', upstreamId: '55163', comment: 'shop', addons: { 55165: 2 } } as const;

const ordered = (order: ServiceOrder) => paramsOf((connection) => orderService(connection, order));

describe('orders', () => {
  test('a module: item in lower case, no clicked_button', async () => {
    expect(await ordered(MODULE)).toEqual({
      func: 'addition.order.param',
      item: '234256',
      pricelist: '9203',
      period: '1',
      autoprolong: 'null',
      remoteid: 'cal_1',
      skipbasket: 'on',
      sok: 'ok',
    });
  });

  test('a third-party licence: IP and a name that carries the correlation, clicked_button=finish', async () => {
    expect(await ordered(THIRD_PARTY)).toEqual({
      func: 'softexternal.order.param',
      clicked_button: 'finish',
      ip: '192.0.2.10',
      licname: 'shop cal_1',
      pricelist: '9203',
      period: '1',
      autoprolong: 'null',
      remoteid: 'cal_1',
      skipbasket: 'on',
      sok: 'ok',
    });
  });

  test('an ispmanager licence: its add-on as addon_<id>, no stray sign in the tariff id', async () => {
    expect(await ordered({ ...LICENCE, addons: { 55236: 1 } })).toEqual({
      func: 'soft.order.param',
      clicked_button: 'finish',
      ip: '192.0.2.10',
      licname: 'shop cal_1',
      addon_55236: '1',
      pricelist: '55230',
      period: '1',
      autoprolong: 'null',
      remoteid: 'cal_1',
      skipbasket: 'on',
      sok: 'ok',
    });
  });

  test('a platform: a comment that carries the correlation, its add-ons, no IP and no name', async () => {
    expect(await ordered({ ...PLATFORM, addons: { 55165: 2, 55164: 10 } })).toEqual({
      func: 'platform.order.param',
      clicked_button: 'finish',
      comment: 'shop cal_1',
      addon_55165: '2',
      addon_55164: '10',
      pricelist: '55163',
      period: '1',
      autoprolong: 'null',
      remoteid: 'cal_1',
      skipbasket: 'on',
      sok: 'ok',
    });
  });

  for (const order of [MODULE, THIRD_PARTY, LICENCE, PLATFORM]) {
    test(`${order.kind}: autoprolong is the period or null, never another number`, async () => {
      expect(await ordered({ ...order, period: 12, autoprolong: true })).toMatchObject({ autoprolong: '12' });
      expect(await ordered({ ...order, period: 6, autoprolong: true })).toMatchObject({ autoprolong: '6' });
      expect(await ordered({ ...order, period: 12 })).toMatchObject({ autoprolong: 'null' });
    });

    test(`${order.kind}: a trial is period=-100 and never renewed`, async () => {
      const trial = await ordered({ ...order, period: -100, autoprolong: true });
      expect(trial).toMatchObject({ period: '-100', autoprolong: 'null' });
    });

    test(`${order.kind}: into the cart means that skipbasket is left out, not switched off`, async () => {
      expect(await ordered({ ...order, pay: 'cart' })).not.toHaveProperty('skipbasket');
    });
  }

  test('a licence name has at most 255 characters and keeps the correlation', async () => {
    const { licname } = await ordered({ ...THIRD_PARTY, licname: 'n'.repeat(300) });
    expect(licname).toHaveLength(255);
    expect(licname?.endsWith(' cal_1')).toBe(true);
  });
});
