import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { db } from '#lib/platform/db.ts';
import { publishPrices } from '#lib/pricing/publish-prices.ts';
import { payTestOrder, placeTestOrder, runFor, standing } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop, makeQuote } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { placeOrder } from './place-order.ts';

let sandbox: TestSandbox;
let shop: TestShop;
let licence = 900_000;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
afterAll(() => sandbox.close());

async function input(module = 'CloudLinux', period = 1) {
  licence += 1;
  const quoteId = await makeQuote(shop, module, String(licence), clock.now());
  return { quoteId, period, email: 'Buyer@Example.org ', country: 'de' };
}

describe('Pay', () => {
  it('clicked ten times at once makes one order and one payment, and one purchase', async () => {
    const fields = await input();
    const results = await Promise.all(Array.from({ length: 10 }, () => placeOrder(shop.visitor, fields, clock.now())));
    expect(new Set(results.map((result) => result.payUrl)).size).toBe(1);
    const order = await db().order.findUniqueOrThrow({
      where: { quoteId: fields.quoteId },
      include: { payments: true, items: true },
    });
    expect(order.payments).toHaveLength(1);
    expect(await db().testCharge.count({ where: { idempotencyKey: order.payments[0]?.id ?? '' } })).toBe(1);
    await payTestOrder({ chargeId: order.payments[0]?.externalId ?? '' }, clock);
    await runFor(clock, 10);
    expect(await sandbox.bought(String(licence))).toHaveLength(1);
  });

  it('in a second tab of the quote finds the same payment', async () => {
    const fields = await input();
    const first = await placeOrder(shop.visitor, fields, clock.now());
    clock.pass(60);
    const second = await placeOrder(shop.visitor, { ...fields, email: 'other@example.org' }, clock.now());
    expect(second).toEqual(first);
  });

  it('in a second tab for another period is refused in plain words', async () => {
    const fields = await input();
    await placeOrder(shop.visitor, fields, clock.now());
    await expect(placeOrder(shop.visitor, { ...fields, period: 12 }, clock.now())).rejects.toMatchObject({
      fact: 'payment_open_for_other_period',
    });
  });

  it('after payment leads to the order and opens no payment', async () => {
    const fields = await input();
    const { orderPublicId } = await placeOrder(shop.visitor, fields, clock.now());
    const order = await db().order.findUniqueOrThrow({
      where: { publicId: orderPublicId },
      include: { payments: true },
    });
    await payTestOrder({ chargeId: order.payments[0]?.externalId ?? '' }, clock);
    expect(await placeOrder(shop.visitor, fields, clock.now())).toEqual({
      orderPublicId,
      payUrl: `/orders/${orderPublicId}`,
    });
  });

  it.each([
    [{ email: 'nobody' }, 'email_invalid'],
    [{ email: 'a@b.c\nBcc: x@y.zz' }, 'email_invalid'],
    [{ country: 'Germany' }, 'country_invalid'],
    [{ period: 7 }, 'period_not_offered'],
    [{ period: -100 }, 'period_not_offered'],
    [{ quoteId: 'no-such-quote' }, 'quote_not_found'],
  ])('with %o is refused with %s and leaves nothing behind', async (wrong, fact) => {
    const fields = await input('BitNinja');
    await expect(placeOrder(shop.visitor, { ...fields, ...wrong }, clock.now())).rejects.toMatchObject({ fact });
    expect(await db().order.count({ where: { quoteId: fields.quoteId } })).toBe(0);
  });

  it('on a quote of another store is refused as not found', async () => {
    const fields = await input();
    const other = await makeOpenShop({ url: sandbox.url }, clock.now());
    await expect(placeOrder(other.visitor, fields, clock.now())).rejects.toMatchObject({ fact: 'quote_not_found' });
  });

  it('on an expired quote is refused', async () => {
    const fields = await input();
    clock.pass(31 * 60);
    await expect(placeOrder(shop.visitor, fields, clock.now())).rejects.toMatchObject({ fact: 'quote_expired' });
  });

  it('for a licence that has the module is refused', async () => {
    const order = await placeTestOrder(shop, 'CloudLinux', '31', clock);
    await payTestOrder(order, clock);
    const busy = await makeQuote(shop, 'CloudLinux', '31', clock.now());
    const fields = { quoteId: busy, period: 1, email: 'a@example.org', country: 'DE' };
    await expect(placeOrder(shop.visitor, fields, clock.now())).rejects.toMatchObject({ fact: 'already_being_bought' });
    await runFor(clock, 10);
    await expect(placeOrder(shop.visitor, fields, clock.now())).rejects.toMatchObject({ fact: 'already_owned' });
  });
});

describe('a new price list or markup between quote and payment', () => {
  it('never changes the amount asked', async () => {
    const fields = await input('Imunify360');
    const quoted = await db().publishedPrice.findFirstOrThrow({
      where: { additionIntname: 'Imunify360', period: 1, list: { storeId: shop.storeId } },
    });
    await db().markup.updateMany({ where: { storeId: shop.storeId }, data: { percentBps: 9000 } });
    await publishPrices(shop.owner, {}, clock.now());
    const { orderPublicId } = await placeOrder(shop.visitor, fields, clock.now());
    const order = await db().order.findUniqueOrThrow({
      where: { publicId: orderPublicId },
      include: { payments: true, items: true },
    });
    expect(order.total).toBe(quoted.retail);
    expect(order.payments[0]?.amount).toBe(quoted.retail);
    expect(order.items[0]?.retail).toBe(quoted.retail);
    await payTestOrder({ chargeId: order.payments[0]?.externalId ?? '' }, clock);
    const posted = await db().ledgerEntry.findFirstOrThrow({
      where: { account: 'provider:test', transaction: { sourceId: order.payments[0]?.id ?? '' } },
    });
    expect(posted.amount).toBe(quoted.retail);
  });

  it('refuses a sale that would now be below cost, before any money moves', async () => {
    const fields = await input('Softaculous');
    const price = await db().publishedPrice.findFirstOrThrow({
      where: { additionIntname: 'Softaculous', period: 1, list: { storeId: shop.storeId } },
    });
    await sandbox.prices({ tariffs: { [price.upstreamId]: { periods: { '1': '999.0000' } } } });
    await pullPriceList(shop.system, shop.accountId, clock.now());
    await expect(placeOrder(shop.visitor, fields, clock.now())).rejects.toMatchObject({ fact: 'price_below_cost' });
    expect(await db().order.count({ where: { quoteId: fields.quoteId } })).toBe(0);
  });

  it('holds a paid order that would now be below cost for a person, and buys nothing', async () => {
    const order = await placeTestOrder(shop, 'KernelCare', '77001', clock);
    const price = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    await sandbox.prices({ tariffs: { [price.upstreamId]: { periods: { '1': '999.0000' } } } });
    await pullPriceList(shop.system, shop.accountId, clock.now());
    await payTestOrder(order, clock);
    await runFor(clock, 10);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'below_cost' });
    expect(await sandbox.bought('77001')).toHaveLength(0);
  });
});
