import { describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { beginChangeCall } from './begin-change-call.ts';
import { loadChange } from './load-change.ts';
import { requestChange } from './request-change.ts';
import { makeService } from '#test/owned-service.ts';
import { useOpenShop } from '#test/use-open-shop.ts';

const house = useOpenShop();
const account = (data: object) => db().upstreamAccount.update({ where: { id: house.shop.accountId }, data });

describe('a change under another login', () => {
  it('is not sent: it was looked at under the old one', async () => {
    const service = await makeService(house);
    const id = await requestChange(house.shop.owner, service.id, { action: 'renew', period: 1 }, house.clock.now());
    const change = await loadChange(id);
    const row = {
      kind: 'softexternal',
      id: service.upstreamServiceId,
      licence: '',
      ip: '',
      licname: '',
      comment: '',
      tariffName: '',
      upstreamId: null,
      period: 1,
      status: 'active',
      expiresOn: service.expiresOn,
      createdOn: null,
      autoprolong: null,
      remoteid: null,
      cost: null,
      currency: null,
    } as const;
    await account({ username: 'another' });
    const begun = await beginChangeCall(
      house.shop.system,
      change,
      row,
      { newExpiresOn: null, cost: 130_000n },
      house.clock.now(),
    );
    await account({ username: 'reseller' });
    expect(begun).toBeNull();
  });
});
