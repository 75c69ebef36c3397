import { describe, expect, it } from 'vitest';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import {
  changeStanding,
  control,
  makeService,
  runChangesFor,
  upstreamService,
  upstreamState,
} from '#test/owned-service.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import type { WantedChange } from './request-change.ts';
import { requestChange } from './request-change.ts';

const house = useOpenShop();

/** Writes of a function that arrived, whatever came of them. */
async function writesOf(func: string): Promise<number> {
  return (await upstreamState(house.sandbox)).calls.filter((call) => call.func === func && call.submit).length;
}

async function change(wanted: WantedChange, kind: ProductKind = 'softexternal', wish: Record<string, unknown> = {}) {
  const service = await makeService(house, kind, wish);
  const changeId = await requestChange(house.shop.owner, service.id, wanted, house.clock.now());
  return { ...service, changeId, there: () => upstreamService(house.sandbox, service.upstreamServiceId) };
}

const FAULTS = ['none', 'drop-after', 'drop-before', 'http-502', 'http-502-after', 'garbage'] as const;

describe.each(FAULTS)('whatever the upstream does (%s)', (fault) => {
  async function carryOut(func: string, wanted: WantedChange, kind?: ProductKind, wish?: Record<string, unknown>) {
    const made = await change(wanted, kind, wish);
    if (fault !== 'none') await house.sandbox.faults([{ func, submitOnly: true, times: 1, fault }]);
    const before = await writesOf(func);
    await runChangesFor(house.clock, 200);
    const acts = fault === 'drop-before' || fault === 'http-502' ? 2 : 1;
    expect(await writesOf(func)).toBe(before + acts);
    const standing = await changeStanding(made.changeId);
    expect(standing).toMatchObject({ status: 'done', booked: [] });
    return { there: await made.there(), here: standing.service };
  }

  it('a module is bound to another licence', async () => {
    const { there, here } = await carryOut('addition.edit', { action: 'edit', licence: house.licence }, 'addition');
    expect(there.licence).toBe(house.licence);
    expect(here.licence).toBe(house.licence);
  });

  it('a licence moves to another server and gets a name', async () => {
    const ip = `192.0.2.${FAULTS.indexOf(fault) + 1}`;
    const { there, here } = await carryOut('softexternal.edit', { action: 'edit', ip, licname: ' web  7 ' });
    expect(there).toMatchObject({ ip, licname: 'web 7' });
    expect(here).toMatchObject({ ip, licname: 'web 7' });
  });

  it('a platform is resized', async () => {
    const wanted = { action: 'edit', licname: 'cluster', addons: { '55165': 4 } } as const;
    const { there, here } = await carryOut('platform.edit', wanted, 'platform', { addons: { '55165': 2, '55164': 5 } });
    expect(there).toMatchObject({ comment: 'cluster', addons: { '55165': 4, '55164': 5 } });
    expect(here).toMatchObject({ licname: 'cluster', addons: { '55165': 4, '55164': 5 } });
  });

  it('renewal by the supplier itself is switched off', async () => {
    const wanted = { action: 'edit', autoprolong: null } as const;
    const { there, here } = await carryOut('softexternal.edit', wanted, 'softexternal', { autoprolong: 1 });
    expect(there.autoprolong).toBeNull();
    expect(here.autoprolong).toBeNull();
  });

  it('a service is suspended', async () => {
    const { there, here } = await carryOut('softexternal.suspend', { action: 'suspend' });
    expect([there.status, here.status]).toEqual(['3', 'suspended']);
  });

  it('a service is deleted', async () => {
    const { there, here } = await carryOut('softexternal.delete', { action: 'delete' });
    expect([there.status, here.status]).toEqual(['4', 'deleted']);
  });
});

it('a suspended service is resumed', async () => {
  const made = await change({ action: 'suspend' });
  await runChangesFor(house.clock, 5);
  const changeId = await requestChange(house.shop.owner, made.id, { action: 'resume' }, house.clock.now());
  await runChangesFor(house.clock, 5);
  expect((await made.there()).status).toBe('2');
  expect(await changeStanding(changeId)).toMatchObject({ status: 'done', service: { status: 'active' } });
});

it('what is already so is done without a write', async () => {
  const made = await change({ action: 'suspend' });
  await control(house.sandbox, 'meddle', { action: 'suspend', id: made.upstreamServiceId });
  await runChangesFor(house.clock, 5);
  expect(await changeStanding(made.changeId)).toMatchObject({ status: 'done', calls: [] });
});

it('an account that may not suspend is an expected refusal, told once, that a person gives up', async () => {
  await house.sandbox.settings({ denied: ['softexternal.suspend'] });
  const made = await change({ action: 'suspend' });
  await runChangesFor(house.clock, 10);
  await house.sandbox.settings({ denied: [] });
  expect(await changeStanding(made.changeId)).toMatchObject({ status: 'needs_person', reason: 'not_permitted' });
  const mails = await db().mailMessage.findMany({ where: { key: { startsWith: `service-change:${made.changeId}` } } });
  expect(mails.map((mail) => mail.text)).toEqual([expect.stringContaining('autoprolong off')]);
});

it('a service that is not there is a person’s, and nothing is written', async () => {
  const made = await change({ action: 'edit', licname: 'x' });
  await control(house.sandbox, 'meddle', { action: 'delete', id: made.upstreamServiceId });
  await runChangesFor(house.clock, 5);
  expect(await changeStanding(made.changeId)).toMatchObject({
    status: 'needs_person',
    reason: 'gone_upstream',
    calls: [],
  });
});

it('nothing is sent while the account rests, and it goes on by itself', async () => {
  const made = await change({ action: 'suspend' });
  const pausedUntil = new Date(house.clock.now().getTime() + 60_000);
  await db().upstreamAccount.update({ where: { id: house.shop.accountId }, data: { faults: 12, pausedUntil } });
  await runChangesFor(house.clock, 20);
  expect(await changeStanding(made.changeId)).toMatchObject({ status: 'queued', reason: 'account_paused', calls: [] });
  await runChangesFor(house.clock, 60);
  expect((await changeStanding(made.changeId)).status).toBe('done');
});
