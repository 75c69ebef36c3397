import { describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { standing, runFor } from '#test/buying.ts';
import { makeShop } from '#test/factories.ts';
import { reconcilingOf } from '#test/reconciling.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { adoptByCsv, previewCsv } from './adopt-by-csv.ts';
import { adoptByHand } from './adopt-by-hand.ts';
import { listUnclaimed } from './list-unclaimed.ts';

const house = useOpenShop();
const supplier = reconcilingOf(house);

const adopt = (upstreamServiceId: string, email = 'ann@example.org', country = 'DE') =>
  adoptByHand(house.shop.owner, house.shop.accountId, { upstreamServiceId, email, country }, house.clock.now());
const preview = (text: string, country = '') =>
  previewCsv(house.shop.owner, house.shop.accountId, { csv: text, country });
const csv = async (text: string, country = '') => {
  const { mark } = await preview(text, country);
  return adoptByCsv(house.shop.owner, house.shop.accountId, { csv: text, country }, mark, house.clock.now());
};

describe('adoption by hand', () => {
  it('makes a row a service of a customer, without buying or booking anything', async () => {
    const id = await supplier.bySomebody({ autoprolong: 1, expiresOn: '2026-12-24' });
    await supplier.run();
    const { id: difference } = await supplier.only(id);
    const [before, postings] = [await house.sandbox.state(), await db().ledgerTransaction.count()];
    expect(await adopt(id, 'Ann@Example.org')).toBe(true);
    const after = await house.sandbox.state();
    expect([after.account, after.services.length]).toEqual([before.account, before.services.length]);
    expect(await db().ledgerTransaction.count()).toBe(postings);
    const service = await supplier.service(id);
    expect(service).toMatchObject({
      kind: 'addition',
      upstreamId: '9204',
      licence: house.licence,
      orderItemId: null,
      status: 'active',
      period: 1,
      expiresOn: new Date('2026-12-24'),
      autoprolong: 1,
      upstreamCost: 20_000n,
      upstreamCurrency: 'EUR',
    });
    const product = await db().product.findUniqueOrThrow({ where: { id: service.productId ?? '' } });
    expect(product).toMatchObject({ storeId: house.shop.storeId, kind: 'addition' });
    expect(await db().difference.findUniqueOrThrow({ where: { id: difference } })).toMatchObject({
      settlement: 'adopted',
    });
    expect(await db().auditEntry.count({ where: { subjectId: service.id, event: 'service.adopted' } })).toBe(1);
    await supplier.run();
    expect(await supplier.open(id)).toEqual([]);
  });

  it('twice changes nothing, and never takes a service from its customer', async () => {
    const id = await supplier.bySomebody();
    await supplier.run();
    const both = await Promise.all([adopt(id), adopt(id)]);
    expect(both.filter((isNew) => isNew)).toHaveLength(1);
    expect(await adopt(id)).toBe(false);
    await expect(adopt(id, 'bob@example.org')).rejects.toMatchObject({ message: 'It belongs to ann@example.org.' });
    const { accountId } = house.shop;
    expect(await db().service.count({ where: { upstreamAccountId: accountId, upstreamServiceId: id } })).toBe(1);
  });

  it('keeps a customer who is known, and asks for the country of a new one', async () => {
    const id = await supplier.bySomebody();
    await supplier.run();
    await expect(adopt(id, 'new@example.org', '')).rejects.toMatchObject({ fact: 'not_adoptable' });
    const { storeId } = house.shop;
    await db().customer.create({ data: { id: 'cus_known', storeId, email: 'known@example.org', country: 'FR' } });
    expect(await adopt(id, 'known@example.org', '')).toBe(true);
    expect(await supplier.service(id)).toMatchObject({ customerId: 'cus_known' });
  });

  it('refuses what an order bought, or may have bought', async () => {
    const order = await house.paid();
    await house.sandbox.faults([{ func: 'addition.order.param', fault: 'drop-after', times: 1 }]);
    await runFor(house.clock, 0);
    const [bought] = await house.sandbox.bought(house.licence);
    await supplier.run();
    await expect(adopt(bought?.id ?? '')).rejects.toMatchObject({ message: expect.stringContaining('under way') });
    await runFor(house.clock, 700, 10);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
    await expect(adopt(bought?.id ?? '')).rejects.toMatchObject({ fact: 'not_adoptable' });
  });

  it('refuses what the supplier does not show', async () => {
    await supplier.run();
    await expect(adopt('987654321')).rejects.toMatchObject({ fact: 'not_adoptable' });
  });
});

describe('adoption by CSV', () => {
  it('previews what it then does, line by line, and the same file again changes nothing', async () => {
    const first = await supplier.bySomebody();
    const second = await supplier.bySomebody({ kind: 'softexternal', ip: '203.0.113.77' });
    await supplier.run();
    const text = `upstream_id,email,country\n${first},csv1@example.org,DE\n${second},csv1@example.org,\n4242424242,csv1@example.org,DE\n${first},csv2@example.org,DE\nx y,z,\n`;
    const outcomes = (results: readonly { outcome: string }[]) => results.map(({ outcome }) => outcome);
    const services = await db().service.count();
    expect(outcomes((await preview(text, 'AT')).lines)).toEqual(['ready', 'ready', 'refused', 'refused', 'refused']);
    expect(await db().service.count()).toBe(services);
    expect(outcomes(await csv(text, 'AT'))).toEqual(['adopted', 'adopted', 'refused', 'refused', 'refused']);
    expect(await supplier.service(second)).toMatchObject({ kind: 'softexternal', ip: '203.0.113.77', licence: '' });
    const entries = await db().auditEntry.count();
    expect(outcomes(await csv(text, 'AT'))).toEqual(['already', 'already', 'refused', 'refused', 'refused']);
    expect(await db().service.count()).toBe(services + 2);
    expect(await db().auditEntry.count()).toBe(entries);
  });

  it('leaves out a row that no service may be like, and says why', async () => {
    const ids = [await supplier.bySomebody(), await supplier.bySomebody(), await supplier.bySomebody()] as const;
    await supplier.run();
    const broken = [{ cost: -1n }, { period: 0 }, { currency: 'euro' }];
    for (const [at, data] of broken.entries()) {
      await db().upstreamRow.updateMany({ where: { upstreamServiceId: ids[at] ?? '' }, data });
    }
    const results = await csv(`upstream_id,email\n${ids.map((id) => `${id},odd@example.org\n`).join('')}`, 'DE');
    expect(results.map(({ message }) => message)).toEqual([
      'The supplier shows a cost below zero.',
      'The supplier shows a period of 0 months.',
      'The supplier shows a currency that is none.',
    ]);
  });

  it('goes on after a row that the database refuses, and names the number under which the log has it', async () => {
    const [first, second] = [await supplier.bySomebody(), await supplier.bySomebody()];
    await supplier.run();
    await db().upstreamRow.updateMany({ where: { upstreamServiceId: first }, data: { tariffName: 'not to be kept' } });
    await db().$executeRaw`ALTER TABLE services ADD CONSTRAINT refuses CHECK (name <> 'not to be kept')`;
    try {
      const [refused, adopted] = await csv(
        `upstream_id,email\n${first},e@example.org\n${second},f@example.org\n`,
        'DE',
      );
      expect(refused).toMatchObject({ outcome: 'refused', message: expect.stringMatching(/Number err_\w+/) });
      expect(adopted?.outcome).toBe('adopted');
    } finally {
      await db().$executeRaw`ALTER TABLE services DROP CONSTRAINT refuses`;
    }
    expect(await db().customer.count({ where: { email: 'e@example.org' } })).toBe(0);
  });

  it('keeps an address of IPv6 in its one spelling, by which it is also found', async () => {
    const id = await supplier.bySomebody({ kind: 'softexternal', ip: '2001:DB8:0::0077' });
    await supplier.run();
    const found = await listUnclaimed(house.shop.owner, house.shop.accountId, { q: '2001:db8:0:0::77' });
    expect(found.rows.map((row) => row.id)).toEqual([id]);
    await adopt(id);
    expect(await supplier.service(id)).toMatchObject({ ip: '2001:db8::77' });
  });

  it('is refused when it is not what was previewed', async () => {
    const { owner, accountId } = house.shop;
    const { mark } = await preview('upstream_id,email\n1,a@example.org\n', 'DE');
    const other = { csv: 'upstream_id,email\n1,b@example.org\n', country: 'DE' };
    const adopting = adoptByCsv(owner, accountId, other, mark, house.clock.now());
    await expect(adopting).rejects.toMatchObject({ fact: 'csv_changed' });
  });
});

it('what is unclaimed is listed page by page, found by licence, and belongs to the store alone', async () => {
  const { shop } = house;
  const id = await supplier.bySomebody();
  await supplier.run();
  const rows = (await listUnclaimed(shop.owner, shop.accountId, { q: house.licence })).rows;
  expect(rows.map((row) => row.id)).toEqual([id]);
  expect((await listUnclaimed(shop.owner, shop.accountId, { after: id })).rows.map((row) => row.id)).not.toContain(id);
  for (const after of ['\u0000', 'x'.repeat(65), '%']) {
    expect((await listUnclaimed(shop.owner, shop.accountId, { q: id, after })).rows.map((row) => row.id)).toEqual([id]);
  }
  await adopt(id);
  expect((await listUnclaimed(shop.owner, shop.accountId, { q: id })).rows).toEqual([]);
  const other = await makeShop({ url: house.sandbox.url });
  const now = house.clock.now();
  const mapping = { csv: `upstream_id,email\n${id},a@example.org\n`, country: 'DE' };
  for (const attempt of [
    () => listUnclaimed(other.owner, shop.accountId, {}),
    () =>
      adoptByHand(other.owner, shop.accountId, { upstreamServiceId: id, email: 'a@example.org', country: 'DE' }, now),
    () => previewCsv(other.owner, shop.accountId, mapping),
    () => adoptByCsv(other.owner, shop.accountId, mapping, 'mark', now),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ fact: 'account_not_found' });
  }
});
