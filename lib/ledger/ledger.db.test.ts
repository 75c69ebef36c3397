import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOutRefunds } from '#lib/billing/carry-out-refunds.ts';
import { checkPayment } from '#lib/billing/check-payment.ts';
import { processPaymentEvents } from '#lib/billing/process-events.ts';
import { receiveNotification } from '#lib/billing/receive-notification.ts';
import { requestRefund } from '#lib/billing/request-refund.ts';
import { settleTestCharge } from '#lib/billing/test-payments.ts';
import { ledgerAccount } from '#lib/domain/ledger.ts';
import { parseAmount } from '#lib/domain/money.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { retryPayment } from '#lib/orders/retry-payment.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { notification, placeTestOrder, runFor } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { accountBalance, ledgerTotals } from './balances.ts';
import { postLedger } from './post.ts';

let sandbox: TestSandbox;
let shop: TestShop;
let licence = 100_000;
const clock = new TestClock();
const placed: Awaited<ReturnType<typeof placeTestOrder>>[] = [];

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '1000000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
afterAll(() => sandbox.close());

type Step =
  | { kind: 'place'; module: string }
  | { kind: 'settle'; of: number; choice: 'succeed' | 'decline' | 'delay_5' }
  | { kind: 'notify'; of: number; times: number }
  | { kind: 'check'; of: number }
  | { kind: 'retry'; of: number }
  | { kind: 'fulfil'; fault: string | null }
  | { kind: 'refund'; of: number }
  | { kind: 'wait'; seconds: number };

const of = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('place' as const),
      module: fc.constantFrom('CloudLinux', 'KernelCare', 'Softaculous'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      of,
      choice: fc.constantFrom('succeed' as const, 'succeed' as const, 'decline' as const, 'delay_5' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('notify' as const), of, times: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('check' as const), of }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retry' as const), of }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('fulfil' as const),
      fault: fc.constantFrom(null, 'drop-after', 'drop-before', 'http-500-after', 'truncated', 'low-balance'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refund' as const), of }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 200 }) }),
  },
);

async function lastCharge(orderId: string): Promise<{ id: string; chargeId: string }> {
  const payment = await db().payment.findFirstOrThrow({ where: { orderId }, orderBy: { createdAt: 'desc' } });
  return { id: payment.id, chargeId: payment.externalId ?? '' };
}

async function take(each: Step): Promise<void> {
  if (each.kind === 'wait') return clock.pass(each.seconds);
  if (each.kind === 'place') {
    // Few licences, so that orders of one licence and module meet.
    placed.push(await placeTestOrder(shop, each.module, String(licence + (placed.length % 4)), clock));
    return;
  }
  if (each.kind === 'fulfil') {
    await sandbox.faults(each.fault ? [{ func: 'addition.order.param', fault: each.fault, times: 1 }] : []);
    await Promise.all([runFulfilment(clock.now), runFulfilment(clock.now)]);
    return;
  }
  const order = placed[placed.length - 1 - (each.of % Math.max(1, placed.length))];
  if (!order) return;
  const { id, chargeId } = await lastCharge(order.orderId);
  if (each.kind === 'settle') await settleTestCharge(chargeId, each.choice, clock.now());
  if (each.kind === 'check') await checkPayment(id, clock.now());
  if (each.kind === 'retry') await retryPayment(shop.visitor, order.publicId, clock.now());
  if (each.kind === 'refund') {
    await requestRefund(shop.owner, order.orderId, 'Property test', clock.now());
    await carryOutRefunds(clock.now());
  }
  if (each.kind === 'notify') {
    await Promise.all(
      Array.from({ length: each.times }, () => receiveNotification(notification(chargeId), clock.now())),
    );
    await processPaymentEvents(clock.now());
  }
}

async function expectBooksToAgree(): Promise<void> {
  for (const total of (await ledgerTotals()).values()) expect(total).toBe(0n);
  const held = await db().payment.aggregate({ where: { status: 'succeeded' }, _sum: { amount: true } });
  expect(await accountBalance(ledgerAccount.provider('test'), 'EUR')).toBe(held._sum.amount ?? 0n);
  const orders = await db().order.findMany({
    where: { status: { in: ['paid', 'completed', 'refunding', 'refunded'] } },
    include: { payments: true, items: true },
  });
  for (const order of orders) {
    const paid = order.payments.filter(
      (payment) => (payment.status === 'succeeded' || payment.status === 'refunded') && !payment.surplus,
    );
    expect(paid.map((payment) => payment.amount)).toEqual([order.total]);
    expect(order.items.reduce((sum, item) => sum + item.retail, 0n)).toBe(order.total);
    const [posting] = await db().ledgerTransaction.findMany({
      where: { kind: 'payment', sourceId: paid[0]?.id ?? '' },
      include: { entries: true },
    });
    expect(new Set(posting?.entries.map((entry) => entry.amount))).toEqual(new Set([-order.total, order.total]));
  }
  const { duplicates, ledger } = await sandbox.state();
  expect(duplicates).toBe(0);
  // What the supplier charged, to the last digit: every purchase is in the books, and nothing else.
  const charged = ledger
    .filter((entry) => entry.kind === 'order')
    .reduce((total, entry) => total + (parseAmount(entry.amount) ?? 0n), 0n);
  expect(await accountBalance(ledgerAccount.upstream(shop.accountId), 'EUR')).toBe(charged);
}

describe('the ledger', () => {
  it('sums to zero, and order = payment = ledger, after any sequence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        placed.length = 0;
        licence += 10;
        for (const each of steps) {
          // A refusal is an answer; anything else fails the property.
          await take(each).catch((error: unknown) => {
            if (!(error instanceof Error) || error.name !== 'AppError') throw error;
          });
        }
        // What is unsettled comes to rest before the books are compared.
        await sandbox.faults([]);
        await runFor(clock, 1_500, 60);
        await expectBooksToAgree();
      }),
      { numRuns: 25, endOnFailure: true },
    );
  }, 120_000);

  it('refuses a posting that does not sum to zero, in the house and in the database', async () => {
    const lines = [{ account: 'revenue', amount: 5n, currency: 'EUR' }];
    await expect(db().$transaction((tx) => postLedger(tx, shop.storeId, 'sale', 'x', lines))).rejects.toThrow(
      'sum to zero',
    );
    const direct = db().ledgerTransaction.create({
      data: {
        id: newId('ltx'),
        storeId: shop.storeId,
        kind: 'sale',
        sourceId: 'y',
        entries: { create: { id: newId('len'), account: 'revenue', amount: 5n, currency: 'EUR' } },
      },
    });
    await expect(direct).rejects.toThrow();
  });

  it('posts a source once, however often it is asked', async () => {
    const lines = [
      { account: 'revenue', amount: 7n, currency: 'EUR' },
      { account: 'cost-of-sales', amount: -7n, currency: 'EUR' },
    ];
    const post = () => db().$transaction((tx) => postLedger(tx, shop.storeId, 'sale', 'once', lines));
    const results = await Promise.all([post(), post(), post()]);
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  it('can be neither changed nor deleted', async () => {
    await expect(db().ledgerEntry.updateMany({ data: { amount: 1n } })).rejects.toThrow('append-only');
    await expect(db().ledgerEntry.deleteMany()).rejects.toThrow('append-only');
    await expect(db().auditEntry.updateMany({ data: { reason: 'x' } })).rejects.toThrow('append-only');
  });
});
