import type { Actor } from '#lib/domain/actor.ts';
import { setVisibility } from './product-visibility.ts';

/** Shows a hidden product again; it is sold when a published version has it. Refuses with `product_not_found`. */
export function showProduct(actor: Actor, productId: string): Promise<void> {
  return setVisibility(actor, productId, false);
}
