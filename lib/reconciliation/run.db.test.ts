import { afterEach, describe, expect, it, vi } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { makeShop } from '#test/factories.ts';
import { startRawUpstream } from '#test/raw-upstream.ts';
import { reconcilingOf } from '#test/reconciling.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { isDue, runDueReconciliations } from './run-due.ts';
import { requestRun } from './request-run.ts';
import { runReconciliation } from './run.ts';
import { listStandings } from './standing.ts';

const house = useOpenShop();
const supplier = reconcilingOf(house);
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Page = (kind: string, page: number) => string;

/** Lets the account's lists be what a test says, until it ends. */
async function listsAre(page: Page) {
  const upstream = await startRawUpstream(({ params }) => page(params.get('func') ?? '', Number(params.get('p_num'))));
  const { accountId } = house.shop;
  await db().upstreamAccount.update({ where: { id: accountId }, data: { url: upstream.connection.url } });
  closing.push(async () => {
    await db().upstreamAccount.update({ where: { id: accountId }, data: { url: house.sandbox.url } });
    await upstream.close();
  });
  return upstream;
}

const EMPTY = '<doc><p_elems>0</p_elems></doc>';

function rows(from: number, count: number, total: number): string {
  const elems = Array.from({ length: count }, (_, index) => {
    const id = from + index;
    return `<elem><id>${id}</id><item>${8_000_000 + id}</item><pricelist_id>9204</pricelist_id><pricelist>Softaculous</pricelist><period>1</period><item_real_status>2</item_real_status><cost>2.0000 EUR</cost></elem>`;
  });
  return `<doc>${elems.join('')}<p_elems>${total}</p_elems></doc>`;
}

const lastRun = () =>
  db().reconciliationRun.findFirstOrThrow({
    where: { upstreamAccountId: house.shop.accountId },
    orderBy: { createdAt: 'desc' },
  });

describe('nothing is concluded from', () => {
  it('a list that is shorter than the supplier’s own count, however often it is read', async () => {
    const { upstreamServiceId } = await supplier.adopted();
    const upstream = await listsAre((kind) => (kind === 'addition' ? rows(1, 2, 9) : EMPTY));
    expect(await supplier.run()).toMatchObject({ status: 'failed' });
    expect(upstream.requests.filter(({ params }) => params.get('p_num') === '1')).toHaveLength(3);
    expect(await supplier.open(upstreamServiceId)).toEqual([]);
    expect(await lastRun()).toMatchObject({ status: 'failed', error: expect.stringContaining('addition') });
  });

  it('a refusal, which is asked for once', async () => {
    const { upstreamServiceId } = await supplier.adopted();
    const refusal = '<doc><error type="access" object="softexternal"><msg>No rights</msg></error></doc>';
    const upstream = await listsAre((kind) => (kind === 'addition' ? EMPTY : refusal));
    expect(await supplier.run()).toEqual({ status: 'failed', message: 'softexternal: No rights' });
    expect(upstream.requests).toHaveLength(2);
    expect(await supplier.open(upstreamServiceId)).toEqual([]);
  });

  it('no answer: the list is read again, and one whole reading is enough', async () => {
    const { upstreamServiceId } = await supplier.adopted();
    await house.sandbox.faults([{ func: 'addition', fault: 'http-502', times: 2 }]);
    expect(await supplier.run()).toMatchObject({ status: 'finished' });
    expect(await supplier.open(upstreamServiceId)).toEqual([]);
  });

  it('a list that lags behind what was done a moment ago', async () => {
    const { upstreamServiceId } = await supplier.adopted();
    await house.sandbox.faults([{ func: 'addition', fault: 'stale-list' }]);
    house.clock.pass(60);
    const { shop, clock } = house;
    expect(await runReconciliation(shop.system, shop.accountId, clock.now())).toMatchObject({ status: 'finished' });
    expect(await supplier.open(upstreamServiceId)).toEqual([]);
  });
});

describe('a run', () => {
  it('of two begun at once is one', async () => {
    const { shop, clock } = house;
    await house.sandbox.faults([{ func: 'addition', fault: 'delay', delayMs: 300 }]);
    const both = await Promise.all([
      runReconciliation(shop.system, shop.accountId, clock.now()),
      runReconciliation(shop.system, shop.accountId, clock.now()),
    ]);
    expect(both.filter((result) => result?.status === 'finished')).toHaveLength(1);
    expect(both).toContain(null);
  });

  it('whose process died is taken over after half an hour, not before', async () => {
    const { shop, clock } = house;
    const dead = { id: 'rec_dead', storeId: shop.storeId, upstreamAccountId: shop.accountId, requestedBy: 'test' };
    await db().reconciliationRun.create({ data: { ...dead, createdAt: clock.now(), finishedAt: clock.now() } });
    clock.pass(29 * 60);
    expect(await runReconciliation(shop.system, shop.accountId, clock.now())).toBeNull();
    clock.pass(2 * 60);
    expect(await runReconciliation(shop.system, shop.accountId, clock.now())).toMatchObject({ status: 'finished' });
    expect(await db().reconciliationRun.findUniqueOrThrow({ where: { id: dead.id } })).toMatchObject({
      status: 'failed',
    });
  });

  it('that was taken over writes nothing any more', async () => {
    const { shop, clock } = house;
    clock.pass(3_600);
    const id = await supplier.bySomebody();
    await house.sandbox.faults([{ func: 'addition', fault: 'delay', delayMs: 500 }]);
    const slow = runReconciliation(shop.system, shop.accountId, clock.now());
    await vi.waitUntil(async () => (await lastRun()).status === 'running', { interval: 10 });
    await db().reconciliationRun.update({ where: { id: (await lastRun()).id }, data: { status: 'failed' } });
    expect(await slow).toBeNull();
    expect(await lastRun()).toMatchObject({ status: 'failed', rows: 0 });
    expect(await db().upstreamRow.count({ where: { upstreamServiceId: id } })).toBe(0);
  });

  it('reads twenty thousand rows page by page, and forgets what it does not see', async () => {
    await supplier.bySomebody();
    await supplier.run();
    await listsAre((kind, page) => (kind === 'addition' ? rows((page - 1) * 500 + 1, 500, 20_000) : EMPTY));
    expect(await supplier.run()).toMatchObject({ status: 'finished', rows: 20_000 });
    const { accountId } = house.shop;
    expect(await db().upstreamRow.count({ where: { upstreamAccountId: accountId } })).toBe(20_000);
    expect(await lastRun()).toMatchObject({ rows: 20_000, status: 'finished' });
  });

  it('that staff ask for is carried out by the job, and asked for once', async () => {
    const { shop, clock } = house;
    clock.pass(60);
    await requestRun(shop.owner, shop.accountId, clock.now());
    await expect(requestRun(shop.owner, shop.accountId, clock.now())).rejects.toMatchObject({ fact: 'run_under_way' });
    expect((await listStandings(shop.owner))[0]?.run?.state).toBe('waiting');
    await runDueReconciliations(clock.now);
    expect((await listStandings(shop.owner))[0]?.run).toMatchObject({ state: 'finished' });
    expect(await lastRun()).toMatchObject({ requestedBy: shop.owner.kind === 'staff' ? shop.owner.userId : '' });
  });

  it('is of the actor’s store alone, and staff without the right may not ask for one', async () => {
    const { shop, clock } = house;
    const other = await makeShop({ url: house.sandbox.url });
    const stranger = requestRun(other.owner, shop.accountId, clock.now());
    await expect(stranger).rejects.toMatchObject({ fact: 'account_not_found' });
    const support = { kind: 'staff', storeId: shop.storeId, userId: 'u', email: 'e', role: 'support' } as const;
    await expect(requestRun(support, shop.accountId, clock.now())).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('an account is due', () => {
  const at = (text: string): Date => new Date(`2026-11-${text}:00Z`);
  it.each([
    ['when it was never read', null, '20T14:00', true],
    ['at night after twenty hours', '19T05:00', '20T02:00', true],
    ['not by day after twenty hours', '19T05:00', '20T14:00', false],
    ['by day after a missed night', '19T01:00', '20T14:00', true],
    ['not twice a night', '20T02:00', '20T04:59', false],
  ])('%s', (_, finished, now, due) => {
    const last = finished === null ? null : at(finished);
    expect(isDue({ finished: last, any: last }, at(now))).toBe(due);
  });

  it('not within an hour after a failure', () => {
    expect(isDue({ finished: null, any: at('20T13:30') }, at('20T14:00'))).toBe(false);
  });
});
