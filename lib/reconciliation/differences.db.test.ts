import { describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { runFor, standing } from '#test/buying.ts';
import { reconcilingOf } from '#test/reconciling.ts';
import { useOpenShop } from '#test/use-open-shop.ts';

const house = useOpenShop();
const supplier = reconcilingOf(house);

describe('a reconciliation finds', () => {
  it('nothing where both sides agree', async () => {
    const { upstreamServiceId } = await supplier.adopted();
    expect(await supplier.run()).toMatchObject({ status: 'finished' });
    expect(await supplier.open(upstreamServiceId)).toEqual([]);
  });

  it('only_upstream: what somebody bought by hand, at the risk of its cost', async () => {
    const id = await supplier.bySomebody();
    await supplier.run();
    expect(await supplier.only(id)).toMatchObject({ kind: 'only_upstream', amountAtRisk: 20_000n, currency: 'EUR' });
  });

  it('only_ours: what the supplier deleted, at the risk of what it costs', async () => {
    const { upstreamServiceId: id, upstreamCost } = await supplier.adopted();
    await house.sandbox.meddle({ action: 'delete', id });
    await supplier.run();
    expect(await supplier.only(id)).toMatchObject({ kind: 'only_ours', amountAtRisk: upstreamCost });
    expect((await supplier.only(id)).facts).toEqual({ ours: 'active', theirs: 'missing' });
  });

  it('other_expiry: an earlier last day, at the risk of the missing share', async () => {
    const { upstreamServiceId: id, upstreamCost } = await supplier.adopted({ expiresOn: '2026-12-20' });
    await house.sandbox.meddle({ action: 'set-expiry', id, expiresOn: '2026-12-05' });
    await supplier.run();
    const difference = await supplier.only(id);
    expect(difference).toMatchObject({ kind: 'other_expiry', amountAtRisk: upstreamCost / 2n });
    expect(difference.facts).toEqual({ ours: '2026-12-20', theirs: '2026-12-05' });
  });

  it('other_expiry: a later last day, at no risk', async () => {
    const { upstreamServiceId: id } = await supplier.adopted({ expiresOn: '2026-12-20' });
    await house.sandbox.meddle({ action: 'set-expiry', id, expiresOn: '2027-01-20' });
    await supplier.run();
    expect(await supplier.only(id)).toMatchObject({ kind: 'other_expiry', amountAtRisk: 0n });
  });

  it('other_period: the number of months that the supplier renews by', async () => {
    const { upstreamServiceId: id } = await supplier.adopted();
    await house.sandbox.meddle({ action: 'set-period', id, period: 12 });
    await supplier.run();
    expect((await supplier.only(id)).facts).toEqual({ ours: '1', theirs: '12' });
    expect((await supplier.only(id)).kind).toBe('other_period');
  });

  it('other_licence: a module that was bound to another licence', async () => {
    const { upstreamServiceId: id, licence } = await supplier.adopted();
    await house.sandbox.meddle({ action: 'set-licence', id, licence: '999001' });
    await supplier.run();
    expect((await supplier.only(id)).kind).toBe('other_licence');
    expect((await supplier.only(id)).facts).toEqual({ ours: licence, theirs: '999001' });
  });

  it('other_licence: a licence that was moved to another address', async () => {
    const { upstreamServiceId: id } = await supplier.adopted({ kind: 'softexternal', ip: '203.0.113.20' });
    await house.sandbox.meddle({ action: 'set-licence', id, ip: '203.0.113.21' });
    await supplier.run();
    expect((await supplier.only(id)).kind).toBe('other_licence');
    expect((await supplier.only(id)).facts).toEqual({ ours: '203.0.113.20', theirs: '203.0.113.21' });
  });

  it('other_price: a dearer period, at the risk of the difference', async () => {
    const { upstreamServiceId: id } = await supplier.adopted();
    await house.sandbox.meddle({ action: 'set-cost', id, cost: '3.5000' });
    await supplier.run();
    expect(await supplier.only(id)).toMatchObject({ kind: 'other_price', amountAtRisk: 15_000n });
    expect((await supplier.only(id)).facts).toEqual({ ours: '2.0000 EUR', theirs: '3.5000 EUR' });
  });

  it('double: the same module on the same licence twice', async () => {
    const { upstreamServiceId: id } = await supplier.adopted();
    const second = await supplier.duplicate(id, false);
    await supplier.run();
    expect(await supplier.open(id)).toEqual([]);
    expect(await supplier.only(second)).toMatchObject({ kind: 'double', amountAtRisk: 20_000n });
    expect((await supplier.only(second)).facts).toEqual({ ours: id, theirs: second });
  });

  it('double: a second row for an order that is settled, whatever it is bound to', async () => {
    const order = await house.paid();
    await runFor(house.clock, 60);
    const { service } = await standing(order.itemId);
    const id = service?.upstreamServiceId ?? '';
    const second = await supplier.duplicate(id, true);
    await house.sandbox.meddle({ action: 'set-licence', id: second, licence: '999002' });
    await supplier.run();
    expect(await supplier.only(second)).toMatchObject({ kind: 'double', serviceId: service?.id });
  });

  it('autoprolong_on: a renewal of the supplier’s own, at the risk of a period', async () => {
    const { upstreamServiceId: id } = await supplier.adopted();
    await house.sandbox.meddle({ action: 'set-autoprolong', id, autoprolong: 1 });
    await supplier.run();
    expect(await supplier.only(id)).toMatchObject({ kind: 'autoprolong_on', amountAtRisk: 20_000n });
  });

  it('other_status: what is suspended there and active here', async () => {
    const { upstreamServiceId: id } = await supplier.adopted();
    await house.sandbox.meddle({ action: 'suspend', id });
    await supplier.run();
    expect((await supplier.only(id)).kind).toBe('other_status');
    expect((await supplier.only(id)).facts).toEqual({ ours: 'active', theirs: 'suspended' });
  });

  it('not_booked: an order whose cost the ledger does not have, or has otherwise', async () => {
    const order = await house.paid();
    await runFor(house.clock, 60);
    const { service } = await standing(order.itemId);
    const id = service?.upstreamServiceId ?? '';
    await supplier.run();
    expect(await supplier.open(id)).toEqual([]);
    const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    const dearer = { cost: item.cost + 700n, upstreamCost: item.cost + 700n };
    await db().orderItem.update({ where: { id: item.id }, data: dearer });
    await supplier.run();
    expect(await supplier.only(id)).toMatchObject({ kind: 'not_booked', amountAtRisk: 700n });
  });
});

describe('a difference', () => {
  it('keeps its age while it is seen, and settles itself when it is gone', async () => {
    const id = await supplier.bySomebody();
    await supplier.run();
    const first = await supplier.only(id);
    await supplier.run();
    const second = await supplier.only(id);
    expect(second).toMatchObject({ id: first.id, createdAt: first.createdAt });
    expect(second.lastSeenAt > first.lastSeenAt).toBe(true);
    await house.sandbox.meddle({ action: 'delete', id });
    await supplier.run();
    expect(await supplier.open(id)).toEqual([]);
    expect(await db().difference.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({ settlement: 'gone' });
  });

  it('is not made of a service that is being changed, nor settled meanwhile', async () => {
    const { id: serviceId, upstreamServiceId: id, storeId } = await supplier.adopted({ expiresOn: '2026-12-20' });
    await house.sandbox.meddle({ action: 'set-autoprolong', id, autoprolong: 1 });
    await supplier.run();
    const before = await supplier.only(id);
    const change = { id: `chg_${id}`, storeId, serviceId, action: 'edit', requestedBy: 'test' } as const;
    await db().serviceChange.create({ data: { ...change, createdAt: house.clock.now() } });
    await house.sandbox.meddle({ action: 'set-expiry', id, expiresOn: '2027-01-20' });
    await supplier.run();
    expect(await supplier.only(id)).toMatchObject({ id: before.id, kind: 'autoprolong_on' });
  });

  it('is not made of an order that is on its way', async () => {
    const order = await house.paid();
    await house.sandbox.faults([
      { func: 'addition.order.param', fault: 'drop-after', times: 1 },
      { func: 'addition', fault: 'http-500', times: 1 },
    ]);
    await runFor(house.clock, 0);
    expect((await standing(order.itemId)).fulfilment).not.toBe('active');
    const [bought] = await house.sandbox.bought(house.licence);
    await house.sandbox.faults([]);
    await supplier.run();
    expect(await supplier.open(bought?.id ?? '')).toEqual([]);
  });
});
