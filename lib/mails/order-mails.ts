import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import { formatAmount } from '#lib/format.ts';
import type { StoreHosts } from '#lib/stores/store-url.ts';
import { storeUrl } from '#lib/stores/store-url.ts';
import type { Mail } from './queue-mail.ts';

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
  readonly items: readonly {
    readonly name: string;
    readonly licence: string;
    readonly fulfilmentStatus: FulfilmentStatus;
  }[];
};

/** What a customer is told by mail about an order. */
export type OrderMailKind = 'paid' | 'active' | 'refunded' | 'surplus';

const PANEL_STEPS =
  'In your panel open Main menu → License management → Update license information. The panel looks by itself only once a day.';

const ORDERED = 'It is being ordered now, which usually takes a few seconds. We write again when it is active.';

const HELD =
  'It could not go on by itself, so one of us takes over; you hear from us within one working day. You can have your money back as long as it is not active.';

/**
 * A mail about an order. Each states the amount and carries the order's address, which needs no login (R13).
 * `subject` tells two mails of one kind apart; `amount` is told instead of the order's total where it differs.
 */
export function orderMail(kind: OrderMailKind, order: OrderFacts, subject = '', amount = order.total): Mail {
  const sum = formatAmount(amount, order.currency, order.store.locale);
  const things = order.items.map((item) => `${item.name} for licence ${item.licence}`).join(', ');
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
      lines: [`${things} is active. You paid ${sum}.`, PANEL_STEPS, `Your order and receipt: ${link}`],
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
