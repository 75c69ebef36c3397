import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import type { TestShop } from '#test/factories.ts';
import { makeShop } from '#test/factories.ts';
import { makeServiceRow } from '#test/service-rows.ts';
import { recordBalance } from './record-balance.ts';
import { coveredUntil, runwayOf } from './runway.ts';

const NOW = new Date('2026-11-20T23:30:00Z');
const on = (text: string): Date => new Date(`${text}T00:00:00Z`);
let shop: TestShop;
beforeEach(async () => {
  shop = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
});

const runway = () => runwayOf(shop.accountId, NOW);
const balance = (amount: bigint) => recordBalance(shop.accountId, amount, NOW);

describe('the runway of a balance', () => {
  it('ends on the first day whose renewals it does not cover as a whole', async () => {
    await makeServiceRow(shop, { expiresOn: on('2026-11-25'), period: 12, upstreamCost: 100n });
    await makeServiceRow(shop, { expiresOn: on('2026-12-24'), period: 12, upstreamCost: 200n });
    await makeServiceRow(shop, { expiresOn: on('2026-12-24'), period: 12, upstreamCost: 300n });
    await balance(599n);
    expect(await runway()).toMatchObject({
      shortOn: on('2026-12-24'),
      next30Days: 100n,
      renewals30Days: 1,
      renewals: 3,
    });
    expect(coveredUntil(await runway(), NOW)).toEqual(on('2026-12-23'));
    await balance(600n);
    expect(await runway()).toMatchObject({ shortOn: null });
  });

  it('counts a service again after each of its periods, for a year', async () => {
    await makeServiceRow(shop, { expiresOn: on('2026-11-30'), period: 1, upstreamCost: 100n });
    await makeServiceRow(shop, { expiresOn: on('2027-01-15'), period: 6, upstreamCost: 1000n });
    await balance(1250n);
    expect(await runway()).toMatchObject({ renewals: 12 + 2, shortOn: on('2027-01-30') });
  });

  it('counts today what is overdue, and nothing that is suspended, on trial, gone or another account’s', async () => {
    await makeServiceRow(shop, { expiresOn: on('2026-11-01'), period: 12, upstreamCost: 100n });
    await makeServiceRow(shop, { expiresOn: on('2026-12-01'), upstreamCost: 7n, status: 'suspended' });
    await makeServiceRow(shop, { expiresOn: on('2026-12-01'), upstreamCost: 7n, period: -100 });
    await makeServiceRow(shop, { expiresOn: null, upstreamCost: 7n });
    await makeServiceRow(await makeShop({ url: 'http://127.0.0.1:9/billmgr' }), { expiresOn: on('2026-12-01') });
    await balance(99n);
    expect(await runway()).toMatchObject({ shortOn: on('2026-11-20'), renewals: 1, next30Days: 100n });
    expect(coveredUntil(await runway(), NOW)).toBeNull();
  });

  it('of an account without services or without a known balance ends never', async () => {
    expect(await runway()).toMatchObject({ available: null, shortOn: null, renewals: 0, next30Days: 0n });
    await makeServiceRow(shop, { expiresOn: on('2026-12-01') });
    expect(await runway()).toMatchObject({ available: null, shortOn: null, renewals: 12 });
  });

  it('is one query over a hundred thousand services', async () => {
    const serviceId = await makeServiceRow(shop, { expiresOn: on('2026-12-01'), upstreamCost: 1n });
    await db().$executeRaw`
      INSERT INTO services (id, "storeId", "customerId", "upstreamAccountId", "upstreamServiceId", kind, "upstreamId", name, period, "expiresOn", "upstreamCost", "upstreamCurrency")
      SELECT 'svc_bulk_' || n, "storeId", "customerId", "upstreamAccountId", 'bulk' || n, kind, "upstreamId", name, 1, '2026-11-21'::date + n % 29, 1, 'EUR'
      FROM services, generate_series(1, 99999) AS n WHERE id = ${serviceId}`;
    await balance(150_000n);
    const startedAt = performance.now();
    const seen = await runway();
    expect(seen).toMatchObject({ renewals30Days: 100_000, next30Days: 100_000n });
    expect(seen.shortOn).not.toBeNull();
    // Ten times what it takes on a slow machine: a plan that looks at each renewal would not make it.
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
