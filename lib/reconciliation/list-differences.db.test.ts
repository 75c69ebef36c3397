import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import type { TestShop } from '#test/factories.ts';
import { makeShop } from '#test/factories.ts';
import { TestClock } from '#test/time.ts';
import { listDifferences } from './list-differences.ts';

const clock = new TestClock();
let shop: TestShop;

beforeAll(async () => {
  shop = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
  const now = clock.now();
  await db().difference.createMany({
    data: Array.from({ length: 9 }, (_, index) => ({
      id: newId('dif'),
      storeId: shop.storeId,
      upstreamAccountId: shop.accountId,
      kind: 'only_upstream',
      upstreamServiceId: String(index),
      facts: { ours: '', theirs: '' },
      currency: 'EUR',
      // Three of each moment, so that pages end between equals.
      createdAt: new Date(now.getTime() - Math.floor(index / 3) * 1000),
      lastSeenAt: now,
      settledAt: now,
      settlement: 'gone',
    })),
  });
});

describe('settled differences', () => {
  it('come page by page, newest first, each once', async () => {
    const seen: { id: string; createdAt: Date }[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await listDifferences(shop.owner, { settled: true, take: 2, cursor });
      seen.push(...page.rows);
      cursor = page.nextCursor;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(9);
    expect(seen).toHaveLength(9);
    const times = seen.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.toSorted((one, other) => other - one));
  });

  it('are read along an index in the order in which they are shown, however many there are', async () => {
    const plan = await db().$transaction(async (tx) => {
      // The planner reads a small table as a whole.
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRaw`
        EXPLAIN SELECT * FROM differences WHERE "storeId" = ${shop.storeId} AND "settledAt" IS NOT NULL
          AND "createdAt" <= ${clock.now().toISOString()}::timestamptz
        ORDER BY "createdAt" DESC, id DESC LIMIT 51`;
    });
    expect(JSON.stringify(plan)).toContain('differences_settled');
    expect(JSON.stringify(plan)).not.toContain('Sort');
  });
});
