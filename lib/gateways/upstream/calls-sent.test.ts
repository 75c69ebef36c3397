import { describe, expect, test } from 'vitest';
import { paramsOf } from '#test/raw-upstream.ts';
import { changePriceList } from './change-price-list.ts';
import { checkIp } from './check-ip.ts';
import { clearBasket } from './clear-basket.ts';
import { deleteBasketRow } from './delete-basket-row.ts';
import { deleteService } from './delete-service.ts';
import { editService } from './edit-service.ts';
import { exportPriceList } from './export-price-list.ts';
import { findService } from './find-service.ts';
import { listBasket } from './list-basket.ts';
import { listServices } from './list-services.ts';
import { newLicenceKey } from './new-licence-key.ts';
import { payBasketFree } from './pay-basket-free.ts';
import { payBasket } from './pay-basket.ts';
import { previewProlong } from './preview-prolong.ts';
import { prolong } from './prolong.ts';
import { resumeService } from './resume-service.ts';
import { suspendService } from './suspend-service.ts';
import { viewService } from './view-service.ts';

describe('changes', () => {
  test('renewal is service.prolong for every kind, never softexternal.prolong', async () => {
    expect(await paramsOf((at) => prolong(at, { serviceId: '7', period: 12 }))).toEqual({
      func: 'service.prolong',
      elid: '7',
      period: '12',
      sok: 'ok',
    });
  });

  test('a preview of a renewal has no sok: it charges nothing', async () => {
    expect(await paramsOf((at) => previewProlong(at, { serviceId: '7', period: 1 }))).toEqual({
      func: 'service.prolong',
      elid: '7',
      period: '1',
    });
  });

  for (const kind of ['softexternal', 'soft', 'platform'] as const) {
    test(`${kind}: suspend and resume have no sok, delete has`, async () => {
      expect(await paramsOf((at) => suspendService(at, kind, '7'))).toEqual({ func: `${kind}.suspend`, elid: '7' });
      expect(await paramsOf((at) => resumeService(at, kind, '7'))).toEqual({ func: `${kind}.resume`, elid: '7' });
      expect(await paramsOf((at) => deleteService(at, kind, '7'))).toEqual({
        func: `${kind}.delete`,
        elid: '7',
        sok: 'ok',
      });
    });
  }

  test('an edit sends what changes and nothing else', async () => {
    const edit = { serviceId: '7' } as const;
    const saved = { elid: '7', sok: 'ok' } as const;
    expect(await paramsOf((at) => editService(at, { ...edit, kind: 'addition', change: { licence: '9' } }))).toEqual({
      ...saved,
      func: 'addition.edit',
      item: '9',
    });
    expect(
      await paramsOf((at) =>
        editService(at, { ...edit, kind: 'softexternal', change: { ip: '192.0.2.1', licname: 'n' } }),
      ),
    ).toEqual({ ...saved, func: 'softexternal.edit', ip: '192.0.2.1', licname: 'n' });
    expect(
      await paramsOf((at) => editService(at, { ...edit, kind: 'soft', change: { addons: { 55236: 0 } } })),
    ).toEqual({
      ...saved,
      func: 'soft.edit',
      addon_55236: '0',
    });
    expect(
      await paramsOf((at) =>
        editService(at, { ...edit, kind: 'platform', change: { comment: '', addons: { 55165: 3 } } }),
      ),
    ).toEqual({ ...saved, func: 'platform.edit', comment: '', addon_55165: '3' });
  });

  test('renewal by the upstream is switched by the edit: months, or null', async () => {
    const renewal = (autoprolong: number | null) =>
      paramsOf((at) => editService(at, { kind: 'softexternal', serviceId: '7', change: { autoprolong } }));
    expect(await renewal(12)).toEqual({ func: 'softexternal.edit', elid: '7', autoprolong: '12', sok: 'ok' });
    expect(await renewal(null)).toEqual({ func: 'softexternal.edit', elid: '7', autoprolong: 'null', sok: 'ok' });
  });

  test('a new key and another tariff', async () => {
    expect(await paramsOf((at) => newLicenceKey(at, '7'))).toEqual({
      func: 'soft.edit',
      elid: '7',
      clicked_button: 'newkey',
      sok: 'ok',
    });
    expect(await paramsOf((at) => changePriceList(at, { serviceId: '7', upstreamId: '55228', period: 12 }))).toEqual({
      func: 'service.changepricelist',
      elid: '7',
      pricelist: '55228',
      period: '12',
      sok: 'ok',
    });
  });
});

describe('the cart is basket, never backet', () => {
  test('read, paid, its row removed, emptied', async () => {
    expect(await paramsOf((at) => listBasket(at))).toEqual({ func: 'basket' });
    expect(await paramsOf((at) => payBasket(at, '23445'))).toEqual({ func: 'basket', id: '23445', sok: 'ok' });
    expect(await paramsOf((at) => payBasketFree(at, '23445'))).toEqual({
      func: 'basket',
      clicked_button: 'free',
      id: '23445',
    });
    expect(await paramsOf((at) => deleteBasketRow(at, '1'))).toEqual({
      func: 'basket',
      clicked_button: 'delete',
      id: '1',
      sok: 'ok',
    });
  });

  test('emptying it has no sok, which would read as a payment', async () => {
    expect(await paramsOf((at) => clearBasket(at, '23445'))).toEqual({
      func: 'basket',
      clicked_button: 'clearbasket',
      id: '23445',
    });
  });
});

describe('reads', () => {
  test('there is no list of all services: each kind is asked by its own name', async () => {
    for (const kind of ['addition', 'softexternal', 'platform', 'soft'] as const) {
      expect(await paramsOf((at) => listServices(at, kind))).toEqual({ func: kind, p_num: '1', p_cnt: '500' });
      expect(await paramsOf((at) => findService(at, kind, '7'))).toEqual({ func: kind, filter: 'on', id: '7' });
      expect(await paramsOf((at) => viewService(at, kind, '7'))).toEqual({ func: `${kind}.edit`, elid: '7' });
    }
  });

  test('a price list is asked whole, or one tariff of it', async () => {
    expect(await paramsOf((at) => exportPriceList(at, 'soft'))).toEqual({ func: 'pricelist.export', itemtype: 'soft' });
    expect(await paramsOf((at) => exportPriceList(at, 'addition', { upstreamId: '277', onlyAvailable: true }))).toEqual(
      {
        func: 'pricelist.export',
        itemtype: 'addition',
        pricelist: '277',
        onlyavailable: 'on',
      },
    );
  });

  test('an address is checked before a licence is ordered for it', async () => {
    expect(await paramsOf((at) => checkIp(at, { upstreamId: '55227', period: 1, ip: '192.0.2.10' }))).toEqual({
      func: 'soft.checkip',
      pricelist: '55227',
      period: '1',
      ip: '192.0.2.10',
    });
  });
});
