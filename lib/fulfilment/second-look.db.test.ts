import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestRefund } from '#lib/billing/request-refund.ts';
import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { beginCall } from './begin-call.ts';
import { expireCall } from './expire-calls.ts';
import { giveToPerson } from './give-to-person.ts';
import { loadItem } from './load-item.ts';
import { orderAgain } from './order-again.ts';
import { payFromCart } from './pay-from-cart.ts';
import { newReadings } from './readings.ts';
import { recordOutcome } from './record-outcome.ts';
import { runFulfilment } from './run-fulfilment.ts';
import { encryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { payTestOrder, placeTestOrderFor, runFor, standing } from '#test/buying.ts';
import { reconcilingOf } from '#test/reconciling.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { useOpenShop } from '#test/use-open-shop.ts';

const house = useOpenShop();
const supplier = reconcilingOf(house);
const account = (data: object) => db().upstreamAccount.update({ where: { id: house.shop.accountId }, data });

describe('an order that one account accepted', () => {
  let second: TestSandbox;
  let id: string;
  beforeEach(async () => {
    second = await startTestSandbox({ balance: '1000.0000' });
    id = newId('upa');
    await db().upstreamAccount.create({
      data: {
        id,
        storeId: house.shop.storeId,
        name: 'Second',
        url: second.url,
        username: 'reseller',
        passwordEncrypted: encryptSecret('sandbox-password', id),
        currency: 'EUR',
        kinds: ['addition'],
        priority: 2,
        isSandbox: true,
      },
    });
    await pullPriceList(house.shop.system, id, house.clock.now());
  });
  afterEach(async () => {
    await db().upstreamAccount.update({ where: { id }, data: { enabled: false } });
    await account({ minimalBalance: 0n });
    await second.close();
  });
  it('stays there when it is ordered again', async () => {
    const order = await house.paid();
    await house.sandbox.faults([
      { func: 'addition.edit', fault: 'error-envelope', type: 'missed', object: 'elid' },
      { func: 'addition', fault: 'stale-list', staleMs: 86_400_000 },
    ]);
    await runFor(house.clock, 1500, 60);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'gone_upstream' });
    await house.sandbox.faults([]);
    await account({ minimalBalance: 99_999_999_0000n });
    await orderAgain(house.shop.owner, order.itemId, '', house.clock.now());
    await runFor(house.clock, 60);
    const bought = (await house.sandbox.bought(house.licence)).length + (await second.bought(house.licence)).length;
    expect(bought).toBe(1);
  });
});

describe('a late acceptance', () => {
  it('while a person decides is not forgotten: ordering again is refused', async () => {
    const order = await placeTestOrderFor(house.shop, { kind: 'platform' }, house.clock);
    await payTestOrder(order, house.clock);
    const callId = (await beginCall(house.shop.system, await loadItem(order.itemId), [], house.clock.now())) ?? '';
    house.clock.pass(46);
    await expireCall(callId, house.clock.now());
    await giveToPerson(await loadItem(order.itemId), 'uncertain', 'two_candidates', 'Services 1, 2 fit');
    const exchange = { request: {}, httpStatus: 200, response: '<doc><id>555</id></doc>', durationMs: 50_000 };
    await recordOutcome(
      house.shop.system,
      await loadItem(order.itemId),
      callId,
      { kind: 'accepted', value: { serviceId: '555', billOrderId: null }, exchange },
      house.clock.now(),
    );

    await expect(orderAgain(house.shop.owner, order.itemId, '', house.clock.now())).rejects.toMatchObject({
      kind: 'conflict',
    });
  });
});

describe('a process that slept', () => {
  it('between the intent to pay the cart and the call sends nothing', async () => {
    await account({ orderMode: 'cart' });
    const order = await house.paid();
    await house.sandbox.faults([{ func: 'basket', fault: 'http-502', times: 1 }]);
    await runFulfilment(house.clock.now);
    expect((await standing(order.itemId)).fulfilment).toBe('in_cart');
    house.clock.pass(60);
    // Every look at the clock is a minute later: also the one after the intent.
    const sleepy = () => {
      house.clock.pass(60);
      return house.clock.now();
    };
    const before = (await house.sandbox.state()).calls.filter((c) => c.func === 'basket' && c.submit).length;
    await payFromCart(order.itemId, sleepy, newReadings());
    const after = (await house.sandbox.state()).calls.filter((c) => c.func === 'basket' && c.submit).length;
    await account({ orderMode: 'immediate' });
    expect(after - before).toBe(0);
  });
});

describe('what was given back and still costs', () => {
  it('is found by the reconciliation', async () => {
    const order = await house.paid();
    await house.sandbox.faults([{ func: 'addition.order.param', fault: 'drop-after', times: 1 }]);
    await runFulfilment(house.clock.now);
    await house.sandbox.faults([]);
    const [row] = await house.sandbox.bought(house.licence);
    await house.sandbox.meddle({ action: 'suspend', id: row?.id });
    await runFor(house.clock, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('needs_person');
    await requestRefund(house.shop.owner, order.orderId, 'Customer gave up', house.clock.now());
    await house.sandbox.meddle({ action: 'resume', id: row?.id });
    await supplier.run();
    await supplier.run();
    const found = await db().difference.findMany({ where: { upstreamServiceId: row?.id ?? '', settledAt: null } });
    expect(found.map((each) => each.kind)).toContain('only_upstream');
  });
});

describe('an order that the list shows under another tariff', () => {
  it('is not ordered a second time, because it carries our remoteid', async () => {
    const order = await house.paid();
    const upstream = await house.script((params, rows) => {
      rows.push({
        id: `70${rows.length}`,
        item: params.get('item') ?? '',
        tariffId: '99999',
        remoteid: params.get('remoteid') ?? '',
        status: '2',
      });
      return `<doc><id>70${rows.length - 1}</id><ok/></doc>`;
    });
    await runFor(house.clock, 60);
    await orderAgain(house.shop.owner, order.itemId, 'again', house.clock.now());
    await runFor(house.clock, 60);
    expect(upstream.orders).toHaveLength(1);
  });
  it('is in the books', async () => {
    const order = await house.paid();
    await house.script((params, rows) => {
      rows.push({
        id: '801',
        item: params.get('item') ?? '',
        tariffId: '99999',
        remoteid: params.get('remoteid') ?? '',
        status: '2',
      });
      return '<doc><id>801</id><ok/></doc>';
    });
    await runFor(house.clock, 60);
    await requestRefund(house.shop.owner, order.orderId, 'Wrong tariff', house.clock.now());
    expect(
      await db().ledgerTransaction.count({ where: { kind: 'purchase', sourceId: { startsWith: order.itemId } } }),
    ).toBe(1);
  });
});
