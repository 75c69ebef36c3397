import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { db } from '#lib/platform/db.ts';
import { newId, newPublicId } from '#lib/platform/ids.ts';
import { CONCURRENCY } from '#lib/fulfilment/run-fulfilment.ts';
import { openDatabase } from '#proof/database.ts';
import { startSupplier } from '#proof/supplier.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';

// node bench/fulfilment.ts: paid orders that become active per second, by workers and by the upstream's latency. Each fulfilment makes
// three calls: a share in reading the list, the order, and reading it back.
const WORKERS = [1, 2, 4] as const;
const RUNS = [
  { latencyMs: 0, ordersPerWorker: 200 },
  { latencyMs: 200, ordersPerWorker: 120 },
  { latencyMs: 1_000, ordersPerWorker: 64 },
] as const;
const CALLS = 3;

let licence = 1_000_000;

/** Paid orders that no job looks at yet: written past the checkout, because only fulfilment is measured. */
async function writePaidOrders(shop: TestShop, count: number): Promise<readonly string[]> {
  const price = await db().publishedPrice.findFirstOrThrow({
    where: { kind: 'addition', additionIntname: 'CloudLinux', period: 1, list: { storeId: shop.storeId } },
  });
  const customerId = newId('cus');
  const { storeId } = shop;
  const { productId, publishedPriceListId, retail, cost, currency } = price;
  await db().customer.create({ data: { id: customerId, storeId, email: `${customerId}@example.org`, country: 'DE' } });
  const now = new Date();
  const things = Array.from({ length: count }, () => {
    licence += 1;
    return { licence: String(licence), quote: newPublicId(), order: newId('ord'), item: newId('itm') };
  });
  await db().quote.createMany({
    data: things.map((thing) => ({
      id: thing.quote,
      storeId,
      productId,
      publishedPriceListId,
      licence: thing.licence,
      expiresAt: new Date(now.getTime() + 60_000),
    })),
  });
  await db().order.createMany({
    data: things.map((thing) => ({
      id: thing.order,
      storeId,
      number: `F-${thing.licence}`,
      publicId: newPublicId(),
      customerId,
      quoteId: thing.quote,
      status: 'paid' as const,
      total: retail,
      currency,
      paidAt: now,
    })),
  });
  await db().orderItem.createMany({
    data: things.map((thing) => ({
      id: thing.item,
      storeId,
      orderId: thing.order,
      productId,
      upstreamAccountId: shop.accountId,
      kind: 'addition' as const,
      upstreamId: price.upstreamId,
      name: price.name,
      licence: thing.licence,
      period: 1,
      cost,
      retail,
      currency,
      markup: {},
      fulfilmentStatus: 'queued' as const,
    })),
  });
  return things.map(({ item }) => item);
}

async function startWorkers(count: number): Promise<readonly ChildProcess[]> {
  const children = Array.from({ length: count }, () => fork(join(import.meta.dirname, 'fulfilment-worker.ts')));
  await Promise.all(children.map((child) => once(child, 'message')));
  return children;
}

/** Seconds until all of these are active. */
async function drain(itemIds: readonly string[]): Promise<number> {
  const ids = { in: [...itemIds] };
  await db().orderItem.updateMany({ where: { id: ids }, data: { nextAttemptAt: new Date() } });
  const startedAt = performance.now();
  while ((await db().orderItem.count({ where: { id: ids, fulfilmentStatus: 'active' } })) < itemIds.length) {
    if (performance.now() - startedAt > 300_000) throw new Error('The orders were not active within five minutes');
    await pause(20);
  }
  return (performance.now() - startedAt) / 1000;
}

const database = await openDatabase();
const supplier = await startSupplier();
try {
  const shop = await makeOpenShop({ url: supplier.url }, new Date());
  await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { balance: null, balanceAt: null } });
  console.log(`fulfilments per second; each worker has ${CONCURRENCY} calls under way, a fulfilment makes ${CALLS}`);
  for (const { latencyMs, ordersPerWorker } of RUNS) {
    for (const workers of WORKERS) {
      await supplier.reset();
      await supplier.settings({ latencyMs, balance: '100000000.0000' });
      const items = await writePaidOrders(shop, ordersPerWorker * workers);
      const children = await startWorkers(workers);
      const perSecond = items.length / (await drain(items));
      for (const child of children) child.disconnect();
      await Promise.all(children.map((child) => once(child, 'exit')));
      const calls = (workers * CONCURRENCY * 1000) / latencyMs;
      const against =
        latencyMs === 0
          ? 'no ceiling: the machine’s own speed'
          : `${(perSecond / calls).toFixed(2)} of ${calls.toFixed(0)} calls/s, ${((CALLS * perSecond) / calls).toFixed(2)} of it used`;
      console.log(
        `  ${`${latencyMs} ms, ${workers} worker${workers > 1 ? 's' : ''}`.padEnd(24)} ${perSecond.toFixed(1).padStart(6)}/s   ${against}`,
      );
    }
  }
} finally {
  await supplier.close();
  await database.close();
}
