import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import type { ProductKind, Subject } from '#lib/domain/product-kind.ts';
import { formatAmount, formatThing } from '#lib/format.ts';
import type { StoreHosts } from '#lib/stores/store-url.ts';
import { storeUrl } from '#lib/stores/store-url.ts';
import type { Mail } from './queue-mail.ts';

type ItemFacts = Subject & {
  readonly name: string;
  readonly fulfilmentStatus: FulfilmentStatus;
  /** Of an item that is active. */
  readonly service?: { readonly licenceKey: string | null } | null;
};

type OrderFacts = {
  readonly id: string;
  readonly storeId: string;
  readonly number: string;
  readonly publicId: string;
  readonly total: bigint;
  readonly currency: string;
  readonly customer: { readonly email: string };
  readonly store: {
    readonly name: string;
    readonly locale: string;
    readonly supportEmail: string;
    readonly hosts: StoreHosts;
  };
  readonly items: readonly ItemFacts[];
};

/** What a customer is told by mail about an order. */
export type OrderMailKind = 'paid' | 'active' | 'refunded' | 'surplus';

// Where a panel looks, and by which command: ispmanager's knowledge base, "Updating license information in ispmanager 6".
const NEXT = {
  addition:
    'In your panel open Main menu → License management → Update license information. The panel looks by itself only once a day.',
  softexternal:
    'Install or activate it on the server as its maker describes: it finds the licence by the server’s address.',
  platform:
    'The licence is ready. Install the platform, or update the licence information in its settings if it runs already.',
  soft: 'ispmanager finds the licence by the server’s address. If it runs already, open Main menu → License management → Update license information, or run /usr/local/mgr5/sbin/licctl fetch ispmgr on the server. A panel that cannot reach the licence server asks for the key when you sign in.',
} as const satisfies Record<ProductKind, string>;

const ORDERED = 'It is being ordered now, which usually takes a few seconds. We write again when it is active.';

const HELD =
  'It could not go on by itself, so one of us takes over; you hear from us within one working day. You can have your money back as long as it is not active.';

function keyLines(item: ItemFacts): readonly string[] {
  if (item.kind !== 'soft') return [];
  const key = item.service?.licenceKey ?? null;
  return [
    key === null ? 'Its licence key stands on the page of your order as soon as it is made.' : `Licence key: ${key}`,
  ];
}

/**
 * A mail about an order. Each states the amount and carries the order's address, which needs no login (R13).
 * `subject` tells two mails of one kind apart; `amount` is told instead of the order's total where it differs.
 */
export function orderMail(kind: OrderMailKind, order: OrderFacts, subject = '', amount = order.total): Mail {
  const sum = formatAmount(amount, order.currency, order.store.locale);
  const things = order.items.map(formatThing).join(', ');
  const link = `${storeUrl(order.store.hosts)}/orders/${order.publicId}`;
  const words: Record<OrderMailKind, { subject: string; lines: readonly string[] }> = {
    paid: {
      subject: `Payment received: order ${order.number}, ${sum}`,
      lines: [
        `We received ${sum} for ${things}.`,
        order.items.some((item) => item.fulfilmentStatus === 'needs_person') ? HELD : ORDERED,
        `Follow it here, without signing in: ${link}`,
      ],
    },
    active: {
      subject: `Active: ${things}`,
      lines: [
        `${things} is active. You paid ${sum}.`,
        ...order.items.flatMap(keyLines),
        ...new Set(order.items.map((item) => NEXT[item.kind])),
        `Your order and receipt: ${link}`,
      ],
    },
    refunded: {
      subject: `Refund of ${sum}: order ${order.number}`,
      lines: [
        `We gave back ${sum} for ${things}. It arrives the way you paid, as soon as your bank books it.`,
        `Your order: ${link}`,
      ],
    },
    surplus: {
      subject: `A second payment of ${sum}: order ${order.number}`,
      lines: [
        `Order ${order.number} (${things}) was already paid when another ${sum} arrived.`,
        `We keep it as your balance. Reply to this mail if you want it back.`,
        `Your order: ${link}`,
      ],
    },
  };
  const { subject: title, lines } = words[kind];
  return {
    key: `order:${order.id}:${kind}${subject === '' ? '' : `:${subject}`}`,
    storeId: order.storeId,
    orderId: order.id,
    toAddress: order.customer.email,
    subject: title,
    text: ['Hello,', ...lines, `${order.store.name}\n${order.store.supportEmail}`].join('\n\n'),
  };
}
