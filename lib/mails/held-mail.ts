import { detailLabel, reasonWords } from '#lib/domain/reason-words.ts';
import type { Subject } from '#lib/domain/product-kind.ts';
import { formatThing } from '#lib/format.ts';
import type { StoreHosts } from '#lib/stores/store-url.ts';
import { storeUrl } from '#lib/stores/store-url.ts';
import type { Mail } from './queue-mail.ts';

type OrderFacts = {
  readonly id: string;
  readonly storeId: string;
  readonly number: string;
  readonly store: { readonly hosts: StoreHosts };
  readonly items: readonly (Subject & { readonly name: string })[];
};

/** Tells those who handle it that a paid order waits, why, and where to act. `detail` is the supplier's own words or what was seen, secrets already removed. */
export function heldMail(order: OrderFacts, reason: string, detail: string | null, toAddress: string): Mail {
  const things = order.items.map(formatThing).join(', ');
  return {
    key: `order:${order.id}:held:${reason}`,
    storeId: order.storeId,
    orderId: order.id,
    toAddress,
    subject: `Order ${order.number} waits: ${things}`,
    text: [
      `Order ${order.number} (${things}) is paid and waits: ${reasonWords(reason)}`,
      ...(detail === null ? [] : [`${detailLabel(reason)}: ${detail}`]),
      `Look at it here: ${storeUrl(order.store.hosts)}/admin/orders/${order.id}`,
    ].join('\n\n'),
  };
}
