import { expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { makeShop } from '#test/factories.ts';
import { makeService } from '#test/owned-service.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { findService } from './find-service.ts';
import type { ServiceFilter } from './list-services.ts';
import { listServices } from './list-services.ts';
import { requestChange } from './request-change.ts';
import { runChanges } from './run-changes.ts';

const house = useOpenShop();
const list = async (filter: ServiceFilter, actor = house.shop.owner) =>
  (await listServices(actor, filter, house.clock.now())).rows.map((row) => row.id);

it('a service is found by licence, address, id at the supplier and e-mail, by its own store alone', async () => {
  const module = await makeService(house, 'addition');
  const licence = await makeService(house, 'softexternal');
  const stranger = (await makeShop({ url: 'http://127.0.0.1:9/billmgr' })).owner;
  const shown = await findService(house.shop.owner, module.id);
  const address = (await findService(house.shop.owner, licence.id))?.ip ?? '';
  for (const [q, id] of [
    [shown?.licence ?? '', module.id],
    [shown?.customer.email.toUpperCase() ?? '', module.id],
    [address, licence.id],
    [licence.upstreamServiceId, licence.id],
  ] as const) {
    expect(await list({ q })).toEqual([id]);
    expect(await list({ q }, stranger)).toEqual([]);
  }
  expect(await findService(stranger, module.id)).toBeNull();
});

it('the views show what ends soon in its order, what is suspended, and what waits', async () => {
  const ending = (days: number) => new Date(Date.UTC(2026, 10, 20 + days));
  const [first, second, later, gone] = [
    await makeService(house),
    await makeService(house),
    await makeService(house),
    await makeService(house),
  ];
  const set = (id: string, data: { expiresOn: Date; status?: 'deleted' | 'suspended' }) =>
    db().service.update({ where: { id }, data });
  await set(second.id, { expiresOn: ending(6) });
  await set(first.id, { expiresOn: ending(0), status: 'suspended' });
  await set(later.id, { expiresOn: ending(8) });
  await set(gone.id, { expiresOn: ending(1), status: 'deleted' });
  await requestChange(house.shop.owner, later.id, { action: 'suspend' }, house.clock.now());
  expect(await list({ view: 'expiring_7' })).toEqual([first.id, second.id]);
  expect((await list({ view: 'expiring_30' })).slice(0, 3)).toEqual([first.id, second.id, later.id]);
  expect(await list({ view: 'suspended' })).toEqual([first.id]);
  expect(await list({ view: 'waiting' })).toEqual([later.id]);
});

it('pages of fifty leave nothing out and show nothing twice', async () => {
  const { storeId, accountId, owner } = await makeShop({ url: 'http://127.0.0.1:9/other' });
  await db().customer.create({ data: { id: 'cus_paged', storeId, email: 'paged@example.org', country: 'DE' } });
  await db().service.createMany({
    data: Array.from({ length: 120 }, (_, index) => ({
      id: `svc_${String(index).padStart(3, '0')}`,
      storeId,
      customerId: 'cus_paged',
      upstreamAccountId: accountId,
      upstreamServiceId: String(index),
      kind: 'platform' as const,
      upstreamId: '55163',
      name: 'VMmanager 6',
      period: 1,
      // Many end on the same day.
      expiresOn: new Date(Date.UTC(2026, 10, 21 + (index % 3))),
      upstreamCurrency: 'EUR',
      createdAt: new Date(Date.UTC(2026, 0, 1 + (index % 4))),
    })),
  });
  for (const view of [undefined, 'expiring_30'] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listServices(owner, { view, cursor }, house.clock.now());
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  }
});

it('a search for what the database cannot hold finds nothing, and does not break the list', async () => {
  for (const q of ['\u0000', 'a\u0000@example.org', `${'x'.repeat(253)}😀`]) {
    await expect(list({ q })).resolves.toBeDefined();
  }
});

it('a service’s page tells the story of its changes with the supplier’s answers', async () => {
  const service = await makeService(house);
  const changeId = await requestChange(house.shop.owner, service.id, { action: 'suspend' }, house.clock.now());
  await runChanges(house.clock.now);
  const shown = await findService(house.shop.owner, service.id);
  const change = shown?.changes.find((each) => each.id === changeId);
  expect(change?.story.map((line) => line.sentence)).toEqual([
    'The suspension of the service was asked for.',
    'The suspension was recorded and sent to the supplier.',
    'The supplier accepted the suspension.',
    'The suspension is done.',
  ]);
  expect(change?.story[2]?.evidence).toMatchObject({ func: 'softexternal.suspend', httpStatus: 200 });
  expect(shown?.actions.resume).toBeNull();
});
