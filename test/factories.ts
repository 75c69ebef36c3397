import type { Actor } from '#lib/domain/actor.ts';
import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { encryptSecret } from '#lib/platform/crypto.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { PRODUCT_KINDS } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import { newId, newPublicId } from '#lib/platform/ids.ts';
import { publishPrices } from '#lib/pricing/publish-prices.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/** A store with an upstream account; nothing pulled yet. */
export type TestShop = {
  readonly storeId: string;
  readonly accountId: string;
  readonly system: Actor;
  readonly visitor: Actor;
  readonly owner: Actor;
};

let count = 0;

/** Makes a store in EUR with a 20 % default markup and one upstream account that sells all kinds; `account` changes the account. */
export async function makeShop(
  upstream: { url: string; user?: string; password?: string },
  account: Partial<Prisma.UpstreamAccountUncheckedCreateWithoutStoreInput> = {},
): Promise<TestShop> {
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
          // One login belongs to one store; what stands behind the # is never sent.
          url: count === 1 ? upstream.url : `${upstream.url}#store${count}`,
          username: upstream.user ?? 'reseller',
          passwordEncrypted: encryptSecret(upstream.password ?? 'sandbox-password', accountId),
          currency: 'EUR',
          kinds: [...PRODUCT_KINDS],
          isSandbox: true,
          ...account,
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
  account: Partial<Prisma.UpstreamAccountUncheckedCreateWithoutStoreInput> = {},
): Promise<TestShop> {
  const shop = await makeShop(upstream, account);
  await pullPriceList(shop.system, shop.accountId, now);
  await publishPrices(shop.owner, {}, now);
  return shop;
}

/** A quote for a module of the newest published version. */
export function makeQuote(shop: TestShop, additionIntname: string, licence: string, now: Date): Promise<string> {
  return writeQuote(shop, { kind: 'addition', additionIntname }, { licence, ip: '203.0.113.7' }, now);
}

/** A thing of the sandbox's catalogue that is no module, for a server or with add-ons. */
export type TestThing = {
  readonly kind: Exclude<ProductKind, 'addition'>;
  /** Absent: the one of `USUAL`. */
  readonly upstreamId?: string;
  readonly ip?: string;
  readonly licname?: string;
  readonly addons?: Readonly<Record<string, number>>;
};

/** CloudLinux by IP, VMmanager 6 with its one node, ispmanager 6 lite. */
const USUAL = {
  softexternal: { upstreamId: '9203', addons: {} },
  platform: { upstreamId: '55163', addons: { 55165: 1 } },
  soft: { upstreamId: '55231', addons: {} },
} as const;

/** A quote for anything but a module, of the newest published version. */
export function makeQuoteFor(shop: TestShop, thing: TestThing, now: Date): Promise<string> {
  const { kind, ip = '', licname = '' } = thing;
  const usual = USUAL[kind];
  const { upstreamId = usual.upstreamId, addons = usual.addons } = thing;
  return writeQuote(shop, { kind, upstreamId }, { ip, licname, addons }, now);
}

async function writeQuote(
  shop: TestShop,
  product: { kind: ProductKind; additionIntname?: string; upstreamId?: string },
  thing: { licence?: string; ip: string; licname?: string; addons?: Readonly<Record<string, number>> },
  now: Date,
): Promise<string> {
  const price = await db().publishedPrice.findFirstOrThrow({
    where: { ...product, period: 1, list: { storeId: shop.storeId } },
    orderBy: { list: { version: 'desc' } },
  });
  const id = newPublicId();
  await db().quote.create({
    data: {
      id,
      storeId: shop.storeId,
      productId: price.productId,
      publishedPriceListId: price.publishedPriceListId,
      ...thing,
      createdAt: now,
      expiresAt: new Date(now.getTime() + 30 * 60_000),
    },
  });
  return id;
}
