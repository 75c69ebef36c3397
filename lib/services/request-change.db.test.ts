import { describe, expect, it } from 'vitest';
import type { StaffActor } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import { makeShop } from '#test/factories.ts';
import { changeStanding, chargesOf, makeService, runChangesFor } from '#test/owned-service.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { cancelChange } from './cancel-change.ts';
import { checkChange } from './check-change.ts';
import { findService } from './find-service.ts';
import { previewRenewal } from './preview-renewal.ts';
import type { WantedChange } from './request-change.ts';
import { requestChange } from './request-change.ts';
import { retryChange } from './retry-change.ts';
import { runChanges } from './run-changes.ts';
import { settleChange } from './settle-change.ts';

const PROLONG = { func: 'service.prolong', submitOnly: true } as const;
const RENEW = { action: 'renew', period: 1 } as const;
const house = useOpenShop();
const support = (): StaffActor => ({
  kind: 'staff',
  storeId: house.shop.storeId,
  userId: 'usr_support',
  email: 'support@example.org',
  role: 'support',
});
const ask = (serviceId: string, wanted: WantedChange, actor = house.shop.owner) =>
  requestChange(actor, serviceId, wanted, house.clock.now());

describe('a change is refused, and nothing is written,', () => {
  it.each([
    ['of an unknown licence form', 'addition', { action: 'edit', licence: '12a' }, 'licence_malformed'],
    ['of what the kind does not have', 'addition', { action: 'edit', ip: '192.0.2.7' }, 'kind_cannot'],
    ['of what is no address', 'softexternal', { action: 'edit', ip: '192.0.2' }, 'ip_malformed'],
    ['of an address with a zone', 'softexternal', { action: 'edit', ip: 'fe80::1%eth0' }, 'ip_malformed'],
    ['of a name that is too long', 'softexternal', { action: 'edit', licname: 'x'.repeat(256) }, 'licname_too_long'],
    ['of nothing', 'softexternal', { action: 'edit', note: 'hm' }, 'nothing_to_change'],
    ['of an add-on that is not listed', 'platform', { action: 'edit', addons: { '1': 2 } }, 'addon_unknown'],
    ['of too many of an add-on', 'platform', { action: 'edit', addons: { '55165': 101 } }, 'addon_quantity'],
    ['of too few of an add-on', 'platform', { action: 'edit', addons: { '55165': 0 } }, 'addon_quantity'],
    ['when a module should be suspended', 'addition', { action: 'suspend' }, 'kind_cannot'],
    ['when a trial should be renewed as one', 'softexternal', { action: 'renew', period: -100 }, 'period_unknown'],
    ['when the supplier has no such period', 'softexternal', { action: 'renew', period: 7 }, 'refused'],
    ['when another id was typed', 'softexternal', { action: 'delete', typed: '1' }, 'not_confirmed'],
  ] as const)('%s', async (_, kind, wanted, fact) => {
    const service = await makeService(house, kind);
    await expect(ask(service.id, wanted)).rejects.toMatchObject({ fact });
    expect(await db().serviceChange.count({ where: { serviceId: service.id } })).toBe(0);
  });

  it('of an address that another service has in another spelling', async () => {
    const [one, two] = [await makeService(house), await makeService(house)];
    const first = await ask(one.id, { action: 'edit', ip: '2001:DB8:0::0007' });
    expect(await db().serviceChange.findUniqueOrThrow({ where: { id: first } })).toMatchObject({
      wanted: { ip: '2001:db8::7' },
    });
    await runChanges(house.clock.now);
    await expect(ask(two.id, { action: 'edit', ip: '2001:db8::0:7' })).rejects.toMatchObject({ fact: 'subject_taken' });
  });

  it('while another one is open', async () => {
    const service = await makeService(house);
    const first = await ask(service.id, { action: 'edit', licname: 'a' });
    expect(await ask(service.id, { action: 'edit', licname: 'a' })).toBe(first);
    await expect(ask(service.id, { action: 'edit', licname: 'b' })).rejects.toMatchObject({ fact: 'change_open' });
  });

  it('of a deleted service, and of a licence that another service has', async () => {
    const [gone, one, two] = [await makeService(house), await makeService(house), await makeService(house)];
    await db().service.update({ where: { id: gone.id }, data: { status: 'deleted' } });
    await expect(ask(gone.id, RENEW)).rejects.toMatchObject({ fact: 'service_deleted' });
    const { ip } = await db().service.findUniqueOrThrow({ where: { id: one.id } });
    await expect(ask(two.id, { action: 'edit', ip })).rejects.toMatchObject({ fact: 'subject_taken' });
  });

  it('when the last day or the price is another one than was seen', async () => {
    const service = await makeService(house);
    const seen = { expiresOn: service.expiresOn, cost: 130_000n };
    const renew = (change: Partial<typeof seen>) => ask(service.id, { ...RENEW, seen: { ...seen, ...change } });
    await expect(renew({ expiresOn: '2031-01-01' })).rejects.toMatchObject({ fact: 'expiry_moved' });
    await expect(renew({ cost: 120_000n })).rejects.toMatchObject({ fact: 'price_changed' });
  });
});

describe('a store’s services are its own', () => {
  it('another store’s staff find nothing to change, cancel or settle', async () => {
    const service = await makeService(house);
    const changeId = await ask(service.id, { action: 'suspend' });
    const { owner } = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
    const now = house.clock.now();
    await expect(requestChange(owner, service.id, { action: 'suspend' }, now)).rejects.toMatchObject({
      fact: 'service_not_found',
    });
    await expect(previewRenewal(owner, service.id, 1, now)).rejects.toMatchObject({ fact: 'service_not_found' });
    for (const deed of [
      () => cancelChange(owner, changeId, '', now),
      () => retryChange(owner, changeId, 'why not', now),
      () => settleChange(owner, changeId, 'done', 'I know', now),
      () => checkChange(owner, changeId, now),
    ]) {
      await expect(deed()).rejects.toMatchObject({ fact: 'change_not_found' });
    }
  });
});

describe('support', () => {
  it('may suspend and edit, but spend nothing and delete nothing', async () => {
    const service = await makeService(house, 'platform', { addons: { '55165': 1 } });
    for (const wanted of [RENEW, { action: 'delete' }, { action: 'edit', addons: { '55165': 2 } }] as const) {
      await expect(ask(service.id, wanted, support())).rejects.toMatchObject({ kind: 'forbidden' });
    }
    await expect(previewRenewal(support(), service.id, 1, house.clock.now())).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(ask(service.id, { action: 'suspend' }, support())).resolves.toMatch(/^chg_/);
    await expect(ask(service.id, RENEW, house.shop.visitor)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('does not send an owner’s change of add-ons again, nor settle or cancel it', async () => {
    const service = await makeService(house, 'platform', { addons: { '55165': 1 } });
    const changeId = await ask(service.id, { action: 'edit', addons: { '55165': 2 } });
    await db().serviceChange.update({ where: { id: changeId }, data: { status: 'needs_person' } });
    const now = house.clock.now();
    for (const deed of [
      () => retryChange(support(), changeId, 'please', now),
      () => cancelChange(support(), changeId, '', now),
      () => settleChange(support(), changeId, 'done', 'I know', now),
    ]) {
      await expect(deed()).rejects.toMatchObject({ kind: 'forbidden' });
    }
    const shown = await findService(support(), service.id);
    expect(shown?.changes[0]?.deeds.retry).toBe('Your role in this store does not allow that.');
  });

  it('does not touch a renewal that waits', async () => {
    const service = await makeService(house);
    const changeId = await ask(service.id, RENEW);
    const cancel = cancelChange(support(), changeId, '', house.clock.now());
    await expect(cancel).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('staff', () => {
  it('cancel a renewal that was not sent; asked for again, it is the same row', async () => {
    const service = await makeService(house);
    const changeId = await ask(service.id, RENEW);
    await cancelChange(house.shop.owner, changeId, 'A slip', house.clock.now());
    await runChangesFor(house.clock, 10);
    expect(await chargesOf(house.sandbox, service.upstreamServiceId)).toEqual([]);
    expect(await ask(service.id, RENEW)).toBe(changeId);
    await runChangesFor(house.clock, 10);
    expect(await chargesOf(house.sandbox, service.upstreamServiceId)).toHaveLength(1);
  });

  it('cannot cancel or resend what the supplier may have done, nor say too soon that it was not', async () => {
    const service = await makeService(house);
    const changeId = await ask(service.id, RENEW);
    await house.sandbox.faults([{ ...PROLONG, fault: 'drop-before', times: 1 }]);
    await runChanges(house.clock.now);
    const now = house.clock.now();
    const { owner } = house.shop;
    await expect(cancelChange(owner, changeId, '', now)).rejects.toMatchObject({ fact: 'not_waiting' });
    await expect(retryChange(owner, changeId, 'again', now)).rejects.toMatchObject({ fact: 'not_waiting' });
    await expect(settleChange(owner, changeId, 'not_done', 'Not there', now)).rejects.toMatchObject({
      fact: 'unsafe_now',
    });
    house.clock.pass(180);
    await settleChange(owner, changeId, 'not_done', 'Not in the client area', house.clock.now());
    expect(await changeStanding(changeId)).toMatchObject({ status: 'cancelled', calls: [['unknown', 'by_hand']] });
  });

  it('settle a renewal as done by their word: it is booked once, and what the supplier shows is taken over', async () => {
    const service = await makeService(house);
    const changeId = await ask(service.id, RENEW);
    await house.sandbox.faults([{ ...PROLONG, fault: 'drop-after', times: 1 }]);
    await runChanges(house.clock.now);
    await settleChange(house.shop.owner, changeId, 'done', 'Seen in the client area', house.clock.now());
    await runChangesFor(house.clock, 10);
    const standing = await changeStanding(changeId);
    expect(standing).toMatchObject({ status: 'done', booked: [-130_000n, 130_000n] });
    expect(standing.service.expiresOn).not.toEqual(new Date(service.expiresOn));
  });

  it('cannot resend a renewal that was accepted, however long the supplier does not show it', async () => {
    const service = await makeService(house);
    const changeId = await ask(service.id, RENEW);
    await runChanges(house.clock.now);
    await db().serviceChange.update({
      where: { id: changeId },
      data: { status: 'needs_person', reason: 'not_activated' },
    });
    const again = retryChange(house.shop.owner, changeId, 'It is not there', house.clock.now());
    await expect(again).rejects.toMatchObject({ fact: 'accepted_already' });
    const cancel = cancelChange(house.shop.owner, changeId, '', house.clock.now());
    await expect(cancel).rejects.toMatchObject({ fact: 'unsafe_now' });
  });

  it('ask again by reads only, and the machine stays in charge when that tells nothing', async () => {
    const service = await makeService(house);
    const changeId = await ask(service.id, RENEW);
    await house.sandbox.faults([{ ...PROLONG, fault: 'drop-before', times: 1 }]);
    await runChanges(house.clock.now);
    house.clock.pass(200);
    for (let count = 0; count < 5; count += 1) await checkChange(house.shop.owner, changeId, house.clock.now());
    expect(await changeStanding(changeId)).toMatchObject({ status: 'uncertain', calls: [['unknown', null]] });
    await runChangesFor(house.clock, 700, 10);
    expect(await chargesOf(house.sandbox, service.upstreamServiceId)).toHaveLength(1);
  });
});
