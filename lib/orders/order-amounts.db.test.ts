import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { findCheckout } from '#lib/quotes/queries.ts';
import { requestCatalogueQuote } from '#lib/quotes/request-catalogue-quote.ts';
import { publicCatalogue } from '#lib/pricing/public-catalogue.ts';
import { withAddons } from '#lib/domain/addons.ts';
import { placeTestOrderFor } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { findOrderStatus } from './find-order-status.ts';
import { placeOrder } from './place-order.ts';

let sandbox: TestSandbox;
let shop: TestShop;
let caller = 0;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
afterAll(() => sandbox.close());

const choice = fc.record({
  nodes: fc.integer({ min: 1, max: 100 }),
  machines: fc.integer({ min: 0, max: 100_000 }),
  period: fc.constantFrom(1, 12),
});

describe('an amount with add-ons', () => {
  it('is the same in the catalogue, at the checkout, in the order, its item, its payment and on its page', async () => {
    const catalogue = await publicCatalogue(shop.visitor);
    const product = catalogue?.products.find(({ name }) => name === 'VMmanager 6');
    if (!product) throw new Error('VMmanager 6 is not sold');
    await fc.assert(
      fc.asyncProperty(choice, async ({ nodes, machines, period }) => {
        caller += 1;
        const visitor = { kind: 'visitor', storeId: shop.storeId, address: `2001:db8::${caller}` } as const;
        const offered = product.periods.find((each) => each.period === period);
        const each = new Map(offered?.addons.map(({ id, retail }) => [id, retail]));
        const live = withAddons(offered?.base ?? 0n, each, { 55165: nodes, 55164: machines });
        const addons = { 55165: String(nodes), 55164: String(machines) };
        const quoteId = await requestCatalogueQuote(visitor, { productId: product.id, addons }, clock.now());
        const option = (await findCheckout(visitor, quoteId, clock.now()))?.options.find(
          (one) => one.period === period,
        );
        const input = { quoteId, period, email: 'buyer@example.org', country: 'DE' };
        const { orderPublicId } = await placeOrder(visitor, input, clock.now());
        const order = await db().order.findUniqueOrThrow({
          where: { publicId: orderPublicId },
          include: { items: true, payments: true },
        });
        const status = await findOrderStatus(visitor, orderPublicId);
        const amounts = [option?.retail, order.total, order.items[0]?.retail, order.payments[0]?.amount, status?.total];
        expect(new Set(amounts)).toEqual(new Set([live]));
        const lines = status?.item.addons.reduce((sum, line) => sum + line.amount, offered?.base ?? 0n);
        expect(lines).toBe(live);
        const [item] = order.items;
        expect(item?.cost).toBe(item?.upstreamCost);
        expect(item && item.retail >= item.cost).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});

describe('an order’s item', () => {
  it('keeps what it is for, what was chosen and what it costs in both currencies', async () => {
    const dollars = await startTestSandbox();
    await dollars.prices({ currency: 'USD' });
    const rate = { exchangeRate: 90_000_000n, exchangeRateAt: clock.now() };
    const other = await makeOpenShop({ url: dollars.url }, clock.now(), { currency: 'USD', ...rate });
    const thing = {
      kind: 'soft',
      upstreamId: '55230',
      ip: '203.0.113.7',
      licname: 'web',
      addons: { 55236: 2 },
    } as const;
    const { itemId } = await placeTestOrderFor(other, thing, clock);
    expect(await db().orderItem.findUniqueOrThrow({ where: { id: itemId } })).toMatchObject({
      kind: 'soft',
      upstreamId: '55230',
      licence: '',
      ip: '203.0.113.7',
      licname: 'web',
      addons: { 55236: 2 },
      upstreamCost: 175_000n + 2n * 64_000n,
      upstreamCurrency: 'USD',
      cost: 157_500n + 2n * 57_600n,
      currency: 'EUR',
      retail: 189_000n + 2n * 69_200n,
    });
    await dollars.close();
  });
});
