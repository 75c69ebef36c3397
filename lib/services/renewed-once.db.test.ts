import { beforeEach, describe, expect, it } from 'vitest';
import { provideEnv } from '#lib/platform/env.ts';
import {
  changeStanding,
  chargesOf,
  control,
  makeService,
  runChangesFor,
  upstreamService,
} from '#test/owned-service.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { requestChange } from './request-change.ts';
import { retryChange } from './retry-change.ts';
import { runChanges } from './run-changes.ts';

const PROLONG = { func: 'service.prolong', submitOnly: true, times: 1 } as const;
const COST = 130_000n;
const house = useOpenShop();

beforeEach(() => provideEnv({ UPSTREAM_TIMEOUT_MS: '30000' }));

async function renewal(wish: Record<string, unknown> = {}) {
  const service = await makeService(house, 'softexternal', wish);
  const changeId = await requestChange(house.shop.owner, service.id, { action: 'renew', period: 1 }, house.clock.now());
  return { ...service, changeId };
}

/** Charged once there, shown as renewed here, booked once, and the books balance. */
async function expectRenewedOnce(renewed: Awaited<ReturnType<typeof renewal>>): Promise<void> {
  expect(await chargesOf(house.sandbox, renewed.upstreamServiceId)).toEqual(['-13.0000']);
  const { expiresOn } = await upstreamService(house.sandbox, renewed.upstreamServiceId);
  expect(expiresOn).not.toBe(renewed.expiresOn);
  const { status, service, booked } = await changeStanding(renewed.changeId);
  expect(status).toBe('done');
  expect(service).toMatchObject({ expiresOn: new Date(expiresOn ?? ''), status: 'active', upstreamCost: COST });
  expect(booked).toEqual([-COST, COST]);
}

describe('a renewal is charged once when', () => {
  it('all goes well, in one round', async () => {
    const renewed = await renewal();
    await runChanges(house.clock.now);
    await expectRenewedOnce(renewed);
    expect((await changeStanding(renewed.changeId)).calls).toEqual([['accepted', null]]);
  });

  it.each(['drop-after', 'http-500-after', 'http-502-after', 'html-after', 'garbage', 'truncated'])(
    'the upstream does it and answers with %s',
    async (fault) => {
      const renewed = await renewal();
      await house.sandbox.faults([{ ...PROLONG, fault }]);
      await runChangesFor(house.clock, 60);
      await expectRenewedOnce(renewed);
      expect((await changeStanding(renewed.changeId)).calls).toEqual([['unknown', 'confirmed']]);
    },
  );

  it.each(['drop-before', 'http-500', 'http-502', 'html', 'garbage-before', 'truncated-before'])(
    'the upstream does nothing and answers with %s',
    async (fault) => {
      const renewed = await renewal();
      await house.sandbox.faults([{ ...PROLONG, fault }]);
      await runChangesFor(house.clock, 590);
      expect(await chargesOf(house.sandbox, renewed.upstreamServiceId)).toEqual([]);
      await runChangesFor(house.clock, 60);
      await expectRenewedOnce(renewed);
      expect((await changeStanding(renewed.changeId)).calls).toEqual([
        ['unknown', 'absent'],
        ['accepted', null],
      ]);
    },
  );

  it.each([true, false])('the upstream holds the call beyond the time limit, and acts on it later: %s', async (act) => {
    const renewed = await renewal();
    provideEnv({ UPSTREAM_TIMEOUT_MS: '300' });
    await house.sandbox.faults([{ ...PROLONG, fault: 'hold' }]);
    await runChanges(house.clock.now);
    expect((await changeStanding(renewed.changeId)).status).toBe('uncertain');
    house.clock.pass(40);
    await runChanges(house.clock.now);
    await control(house.sandbox, 'release', { act });
    await runChangesFor(house.clock, 700, 10);
    await expectRenewedOnce(renewed);
  });

  it('the list is stale and does not show the service', async () => {
    const renewed = await renewal();
    await house.sandbox.faults([
      { ...PROLONG, fault: 'drop-after' },
      { func: 'softexternal', fault: 'stale-list', staleMs: 240_000 },
    ]);
    await runChangesFor(house.clock, 60);
    await expectRenewedOnce(renewed);
  });

  it('the upstream cannot be read for an hour after it did it', async () => {
    const renewed = await renewal();
    await house.sandbox.faults([{ ...PROLONG, fault: 'drop-after' }]);
    await runChanges(house.clock.now);
    await house.sandbox.faults([{ func: '*', fault: 'http-502' }]);
    await runChangesFor(house.clock, 3_500, 100);
    expect((await changeStanding(renewed.changeId)).status).toBe('uncertain');
    await house.sandbox.faults([]);
    await runChangesFor(house.clock, 20_000, 500);
    await expectRenewedOnce(renewed);
  });

  it('the button is pressed twice, and once more when it is done', async () => {
    const service = await makeService(house);
    const seen = { expiresOn: service.expiresOn, cost: COST };
    const press = () =>
      requestChange(house.shop.owner, service.id, { action: 'renew', period: 1, seen }, house.clock.now());
    const [first, second] = await Promise.all([press(), press()]);
    expect(second).toBe(first);
    await runChangesFor(house.clock, 10);
    expect(await press()).toBe(first);
    await runChangesFor(house.clock, 10);
    await expectRenewedOnce({ ...service, changeId: first });
  });

  it('the service had already ended, so that it begins anew', async () => {
    const renewed = await renewal({ expiresOn: '2026-08-31' });
    await house.sandbox.faults([{ ...PROLONG, fault: 'drop-after' }]);
    await runChangesFor(house.clock, 60);
    await expectRenewedOnce(renewed);
  });

  it('several workers run at once', async () => {
    const renewed = await renewal();
    await house.sandbox.faults([{ ...PROLONG, fault: 'drop-after' }]);
    for (let round = 0; round < 12; round += 1) {
      await Promise.all([1, 2, 3].map(() => runChanges(house.clock.now)));
      house.clock.pass(5);
    }
    await expectRenewedOnce(renewed);
  });

  it('the upstream refuses for want of money and gets it later', async () => {
    const renewed = await renewal();
    await house.sandbox.settings({ balance: '1.0000' });
    await runChangesFor(house.clock, 20);
    expect(await changeStanding(renewed.changeId)).toMatchObject({ status: 'blocked', reason: 'low_balance' });
    await house.sandbox.settings({ balance: '1000.0000' });
    await runChangesFor(house.clock, 40);
    await expectRenewedOnce(renewed);
  });
});

describe('a renewal is not sent', () => {
  it('when somebody else extended the service in the meantime', async () => {
    const renewed = await renewal();
    await house.inClientArea({ func: 'service.prolong', elid: renewed.upstreamServiceId, period: '1' });
    await runChangesFor(house.clock, 20);
    expect(await changeStanding(renewed.changeId)).toMatchObject({
      status: 'needs_person',
      reason: 'already_upstream',
      calls: [],
      booked: [],
    });
    expect(await chargesOf(house.sandbox, renewed.upstreamServiceId)).toHaveLength(1);
  });

  it('again by itself once somebody else made the last day fit nothing', async () => {
    const renewed = await renewal();
    await house.sandbox.faults([{ ...PROLONG, fault: 'drop-before' }]);
    await runChanges(house.clock.now);
    await control(house.sandbox, 'meddle', {
      action: 'set-expiry',
      id: renewed.upstreamServiceId,
      expiresOn: '2031-01-01',
    });
    await runChangesFor(house.clock, 100_000, 500);
    expect(await changeStanding(renewed.changeId)).toMatchObject({ status: 'needs_person', reason: 'unresolved' });
    expect(await chargesOf(house.sandbox, renewed.upstreamServiceId)).toEqual([]);
  });

  it('more than three times, when each leaves no trace', async () => {
    const renewed = await renewal();
    await house.sandbox.faults([{ ...PROLONG, times: 9, fault: 'drop-before' }]);
    await runChangesFor(house.clock, 20_000, 50);
    const { status, reason, calls } = await changeStanding(renewed.changeId);
    expect({ status, reason }).toEqual({ status: 'needs_person', reason: 'unresolved' });
    expect(calls).toEqual([1, 2, 3].map(() => ['unknown', 'absent']));
  });

  it('when it became dearer, until the owner agrees to what is asked now', async () => {
    const renewed = await renewal();
    const price = (amount: string) =>
      house.sandbox.prices({ tariffs: { 'softexternal:9203': { periods: { '1': amount } } } });
    await price('14.0000');
    await runChangesFor(house.clock, 10);
    expect(await changeStanding(renewed.changeId)).toMatchObject({ status: 'needs_person', reason: 'below_cost' });
    expect(await chargesOf(house.sandbox, renewed.upstreamServiceId)).toEqual([]);
    await retryChange(house.shop.owner, renewed.changeId, 'The customer agreed', house.clock.now());
    await runChangesFor(house.clock, 10);
    await price('13.0000');
    expect(await chargesOf(house.sandbox, renewed.upstreamServiceId)).toEqual(['-14.0000']);
    expect((await changeStanding(renewed.changeId)).booked).toEqual([-140_000n, 140_000n]);
  });
});
