import type { BuyLink } from '#lib/domain/buy-link.ts';
import type { Tx } from '#lib/platform/db.ts';
import type { ProductKind } from '#prisma/generated/client.ts';

/** A product that a Buy link may mean. */
export type MatchedProduct = {
  readonly id: string;
  readonly kind: ProductKind;
  readonly hidden: boolean;
  readonly item: { readonly upstreamId: string; readonly additionIntname: string };
};

const SELECT = {
  id: true,
  kind: true,
  hidden: true,
  item: { select: { upstreamId: true, additionIntname: true } },
} as const;

/**
 * The products that a link means, the likeliest first; several where two accounts offer the same tariff. `module_id` decides
 * where the store knows it, because one name may stand for several tariffs (ids differ by region: protocol.md 9); else the exact
 * name, else the name in any case.
 */
export async function matchProducts(tx: Tx, storeId: string, link: BuyLink): Promise<readonly MatchedProduct[]> {
  const byPriority = { item: { account: { priority: 'asc' } } } as const;
  if (link.moduleId !== null) {
    const item = { upstreamId: link.moduleId };
    const byId = await tx.product.findMany({
      where: { storeId, kind: 'addition', item },
      select: SELECT,
      orderBy: byPriority,
    });
    // A tariff without a service name is no match for a link without one.
    if (byId.length > 0 || link.module === '') return byId;
  }
  const similar = await tx.product.findMany({
    where: { storeId, kind: 'addition', item: { additionIntname: { equals: link.module, mode: 'insensitive' } } },
    select: SELECT,
    orderBy: byPriority,
  });
  // The database compares by pattern here: an underscore in a name matches any sign.
  const found = similar.filter(({ item }) => item.additionIntname.toLowerCase() === link.module.toLowerCase());
  const exact = found.filter(({ item }) => item.additionIntname === link.module);
  return exact.length > 0 ? exact : found;
}
