import { reasonWords } from '#lib/domain/reason-words.ts';
import { env } from '#lib/platform/env.ts';
import type { Mail } from './queue-mail.ts';

type OrderFacts = {
  readonly id: string;
  readonly storeId: string;
  readonly number: string;
  readonly store: { readonly supportEmail: string };
  readonly items: readonly { readonly name: string; readonly licence: string }[];
};

/** Tells the store that a paid order waits, why, and where to act. `detail` is the supplier's own words, secrets already removed. */
export function heldMail(order: OrderFacts, reason: string, detail: string | null): Mail {
  const things = order.items.map((item) => `${item.name} for licence ${item.licence}`).join(', ');
  return {
    key: `order:${order.id}:held:${reason}`,
    storeId: order.storeId,
    orderId: order.id,
    toAddress: order.store.supportEmail,
    subject: `Order ${order.number} waits: ${things}`,
    text: [
      `Order ${order.number} (${things}) is paid and waits: ${reasonWords(reason)}`,
      ...(detail === null ? [] : [`The supplier said: ${detail}`]),
      `Look at it here: ${env().publicUrl}/admin/orders/${order.id}`,
    ].join('\n\n'),
  };
}
