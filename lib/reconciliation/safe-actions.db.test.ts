import { describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { makeShop } from '#test/factories.ts';
import { reconcilingOf } from '#test/reconciling.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { acceptDifference } from './accept-difference.ts';
import { safeAction } from './difference-kinds.ts';
import { listDifferences } from './list-differences.ts';
import { markGone } from './mark-gone.ts';
import { switchOffAutoprolong } from './switch-off.ts';
import { takeOver } from './take-over.ts';

const house = useOpenShop();
const supplier = reconcilingOf(house);

const settled = async (id: string) => (await db().difference.findUniqueOrThrow({ where: { id } })).settlement;
const writes = async () => (await house.sandbox.state()).calls.filter(({ submit }) => submit).length;

describe('taking over the supplier’s value', () => {
  it.each([
    ['other_expiry', { action: 'set-expiry', expiresOn: '2027-03-01' }, { expiresOn: new Date('2027-03-01') }],
    ['other_period', { action: 'set-period', period: 12 }, { period: 12 }],
    ['other_licence', { action: 'set-licence', licence: '999777' }, { licence: '999777' }],
    ['other_price', { action: 'set-cost', cost: '4.4000' }, { upstreamCost: 44_000n, upstreamCurrency: 'EUR' }],
    ['other_status', { action: 'suspend' }, { status: 'suspended' }],
  ])('settles %s for good, and writes nothing at the supplier', async (kind, meddling, value) => {
    const { upstreamServiceId: id } = await supplier.adopted();
    await house.sandbox.meddle({ ...meddling, id });
    await supplier.run();
    const before = await writes();
    const difference = await supplier.only(id);
    expect(difference.kind).toBe(kind);
    await takeOver(house.shop.owner, difference.id, house.clock.now());
    expect(await supplier.service(id)).toMatchObject(value);
    expect(await settled(difference.id)).toBe('taken_over');
    await supplier.run();
    expect(await supplier.open(id)).toEqual([]);
    expect(await writes()).toBe(before);
  });

  it.each([
    ['below zero', { cost: -20_000n }, { theirs: '-2.0000 EUR' }],
    ['in a currency that is none', { currency: 'euro' }, { theirs: '2.0000 euro' }],
  ])('is refused of a price %s', async (_, data, facts) => {
    const { id: serviceId, upstreamServiceId: id } = await supplier.adopted();
    await house.sandbox.meddle({ action: 'set-cost', id, cost: '4.4000' });
    await supplier.run();
    const difference = await supplier.only(id);
    await db().upstreamRow.updateMany({ where: { upstreamServiceId: id }, data: { cost: 20_000n, ...data } });
    const shown = { ours: '2.0000 EUR', ...facts };
    await db().difference.update({ where: { id: difference.id }, data: { facts: shown } });
    const before = await db().service.findUniqueOrThrow({ where: { id: serviceId } });
    await expect(takeOver(house.shop.owner, difference.id, house.clock.now())).rejects.toMatchObject({
      fact: 'price_unusable',
    });
    expect(await db().service.findUniqueOrThrow({ where: { id: serviceId } })).toEqual(before);
  });

  it('is refused when either side has moved since, and while a change is under way', async () => {
    const { id: serviceId, storeId, upstreamServiceId: id } = await supplier.adopted();
    await house.sandbox.meddle({ action: 'set-period', id, period: 12 });
    await supplier.run();
    const difference = await supplier.only(id);
    const change = { id: `chg_${id}`, storeId, serviceId, action: 'edit', requestedBy: 'test' } as const;
    await db().serviceChange.create({ data: change });
    const act = () => takeOver(house.shop.owner, difference.id, house.clock.now());
    await expect(act()).rejects.toMatchObject({ fact: 'change_under_way' });
    await db().serviceChange.update({ where: { id: change.id }, data: { status: 'cancelled' } });
    await db().service.update({ where: { id: serviceId }, data: { period: 6 } });
    await expect(act()).rejects.toMatchObject({ fact: 'difference_changed' });
    expect(await settled(difference.id)).toBeNull();
  });
});

describe('a renewal of the supplier’s own', () => {
  it('is switched off by a change of the service', async () => {
    const { id: serviceId, upstreamServiceId: id } = await supplier.adopted();
    await house.sandbox.meddle({ action: 'set-autoprolong', id, autoprolong: 1 });
    await supplier.run();
    const difference = await supplier.only(id);
    await switchOffAutoprolong(house.shop.owner, difference.id, house.clock.now());
    expect(await settled(difference.id)).toBe('switched_off');
    const [change] = await db().serviceChange.findMany({ where: { serviceId } });
    expect(change).toMatchObject({ action: 'edit', wanted: { autoprolong: null } });
    await expect(switchOffAutoprolong(house.shop.owner, difference.id, house.clock.now())).rejects.toMatchObject({
      fact: 'difference_settled',
    });
  });
});

describe('what the supplier does not show', () => {
  it('is marked as gone only when a second reconciliation has not found it either', async () => {
    const { upstreamServiceId: id } = await supplier.adopted();
    await house.sandbox.meddle({ action: 'delete', id });
    await supplier.run();
    const first = await supplier.only(id);
    expect(safeAction(first)).toBe('ask_again');
    const act = () => markGone(house.shop.owner, first.id, house.clock.now());
    await expect(act()).rejects.toMatchObject({ fact: 'action_not_safe' });
    await supplier.run();
    expect(safeAction(await supplier.only(id))).toBe('mark_gone');
    await act();
    expect((await supplier.service(id)).status).toBe('deleted');
    await supplier.run();
    expect(await supplier.open(id)).toEqual([]);
  });
});

describe('a difference that is accepted', () => {
  it('needs a note, stays settled while its facts are the same, and comes back when they change', async () => {
    const { upstreamServiceId: id } = await supplier.adopted({ expiresOn: '2026-12-20' });
    await house.sandbox.meddle({ action: 'set-expiry', id, expiresOn: '2026-12-10' });
    await supplier.run();
    const { id: difference } = await supplier.only(id);
    const accept = (note: string) => acceptDifference(house.shop.owner, difference, note, house.clock.now());
    await expect(accept(' ')).rejects.toMatchObject({ fact: 'note_missing' });
    await accept('The supplier gives the days back.');
    await supplier.run();
    expect(await supplier.open(id)).toEqual([]);
    await house.sandbox.meddle({ action: 'set-expiry', id, expiresOn: '2026-12-05' });
    await supplier.run();
    expect((await supplier.only(id)).id).not.toBe(difference);
  });

  it('as a double is not reported as bought by somebody instead', async () => {
    const { upstreamServiceId } = await supplier.adopted();
    const second = await supplier.duplicate(upstreamServiceId, false);
    await supplier.run();
    const { id } = await supplier.only(second);
    await acceptDifference(house.shop.owner, id, 'Asked the supplier to take it back.', house.clock.now());
    await supplier.run();
    expect(await supplier.open(second)).toEqual([]);
  });
});

it('differences are another store’s neither to see nor to act upon, and support may look but not act', async () => {
  const id = await supplier.bySomebody();
  await supplier.run();
  const difference = await supplier.only(id);
  const other = await makeShop({ url: house.sandbox.url });
  const now = house.clock.now();
  const support = { kind: 'staff', storeId: house.shop.storeId, userId: 'u', email: 'e', role: 'support' } as const;
  expect((await listDifferences(other.owner, { settled: false })).rows).toEqual([]);
  expect((await listDifferences(support, { settled: false })).rows.map((row) => row.id)).toContain(difference.id);
  for (const act of [takeOver, markGone, switchOffAutoprolong]) {
    await expect(act(other.owner, difference.id, now)).rejects.toMatchObject({ fact: 'difference_not_found' });
    await expect(act(support, difference.id, now)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(act(house.shop.owner, difference.id, now)).rejects.toMatchObject({ fact: 'action_not_safe' });
  }
  const accepting = acceptDifference(other.owner, difference.id, 'not mine', now);
  await expect(accepting).rejects.toMatchObject({ fact: 'difference_not_found' });
});
