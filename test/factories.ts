import type { Actor } from '#lib/domain/actor.ts';
import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { encryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { newId, newPublicId } from '#lib/platform/ids.ts';
import { publishPrices } from '#lib/pricing/publish-prices.ts';

/** A store with an upstream account; nothing pulled yet. */
export type TestShop = {
  readonly storeId: string;
  readonly accountId: string;
  readonly system: Actor;
  readonly visitor: Actor;
  readonly owner: Actor;
};

let count = 0;

/** Makes a store in EUR with a 20 % default markup and one upstream account. */
export async function makeShop(upstream: { url: string; user?: string; password?: string }): Promise<TestShop> {
  count += 1;
  const storeId = newId('sto');
  const accountId = newId('upa');
  const userId = newId('usr');
  const email = `owner${count}@example.org`;
  await db().store.create({
    data: {
      id: storeId,
      name: `Test shop ${count}`,
      currency: 'EUR',
      orderPrefix: 'T',
      supportEmail: 'help@example.org',
      hosts: { create: { host: `shop${count}.test` } },
      markups: { create: { id: newId('mku'), scope: 'default', scopeKey: 'default', percentBps: 2000 } },
      upstreamAccounts: {
        create: {
          id: accountId,
          name: 'Sandbox',
          // One login belongs to one store; the sandbox ignores what it does not know in the address.
          url: count === 1 ? upstream.url : `${upstream.url}?store=${count}`,
          username: upstream.user ?? 'reseller',
          passwordEncrypted: encryptSecret(upstream.password ?? 'sandbox-password', accountId),
          currency: 'EUR',
          isSandbox: true,
        },
      },
      memberships: {
        create: { role: 'owner', user: { create: { id: userId, email, name: 'Olga Owner', passwordHash: 'none' } } },
      },
    },
  });
  return {
    storeId,
    accountId,
    system: { kind: 'system', storeId, job: 'test' },
    visitor: { kind: 'visitor', storeId, address: '203.0.113.9' },
    owner: { kind: 'staff', storeId, userId, email, role: 'owner' },
  };
}

/** A store that has pulled and published its prices. */
export async function makeOpenShop(
  upstream: { url: string; user?: string; password?: string },
  now: Date,
): Promise<TestShop> {
  const shop = await makeShop(upstream);
  await pullPriceList(shop.system, shop.accountId, now);
  await publishPrices(shop.owner, {}, now);
  return shop;
}

/** A quote for a module of the newest published version. */
export async function makeQuote(shop: TestShop, additionIntname: string, licence: string, now: Date): Promise<string> {
  const price = await db().publishedPrice.findFirstOrThrow({
    where: { additionIntname, period: 1, list: { storeId: shop.storeId } },
    orderBy: { list: { version: 'desc' } },
  });
  const id = newPublicId();
  await db().quote.create({
    data: {
      id,
      storeId: shop.storeId,
      productId: price.productId,
      publishedPriceListId: price.publishedPriceListId,
      licence,
      ip: '203.0.113.7',
      createdAt: now,
      expiresAt: new Date(now.getTime() + 30 * 60_000),
    },
  });
  return id;
}
