import { AppError } from '#lib/domain/errors.ts';
import type { MarkupScope } from '#lib/domain/price.ts';
import type { Tx } from '#lib/platform/db.ts';
import type { ProductKind } from '#prisma/generated/client.ts';

/** What a markup rule is for. */
export type MarkupTarget =
  | { readonly scope: 'default' }
  | { readonly scope: 'kind'; readonly kind: ProductKind }
  | { readonly scope: 'product'; readonly productId: string }
  | { readonly scope: 'item'; readonly itemId: string };

/** The columns by which a rule says what it is for. */
export type MarkupKey = {
  readonly scope: MarkupScope;
  readonly scopeKey: string;
  readonly productId: string | null;
  readonly itemId: string | null;
};

/** The key of a target. Refuses with `not_found` what is not of this store. */
export async function resolveTarget(tx: Tx, storeId: string, target: MarkupTarget): Promise<MarkupKey> {
  switch (target.scope) {
    case 'default':
      return { scope: 'default', scopeKey: 'default', productId: null, itemId: null };
    case 'kind':
      return { scope: 'kind', scopeKey: `kind:${target.kind}`, productId: null, itemId: null };
    case 'product': {
      const { productId } = target;
      const found = await tx.product.count({ where: { id: productId, storeId } });
      if (found === 0) throw new AppError('not_found', 'product_not_found', 'This product is not in your store.');
      return { scope: 'product', scopeKey: `product:${productId}`, productId, itemId: null };
    }
    case 'item': {
      const { itemId } = target;
      const found = await tx.priceListItem.count({ where: { id: itemId, account: { storeId } } });
      if (found === 0) throw new AppError('not_found', 'item_not_found', 'This tariff is not in your price list.');
      return { scope: 'item', scopeKey: `item:${itemId}`, productId: null, itemId };
    }
  }
}
