import type { Actor } from '#lib/domain/actor.ts';
import { setVisibility } from './product-visibility.ts';

/**
 * Hides a product: no new quote or order for it from now on; panels stop listing it with the next published version.
 * Paid orders go on. Refuses with `product_not_found`.
 */
export function hideProduct(actor: Actor, productId: string): Promise<void> {
  return setVisibility(actor, productId, true);
}
