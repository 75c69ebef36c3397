import { formatAmount } from '#lib/format.ts';
import type { StoreHosts } from '#lib/stores/store-url.ts';
import { storeUrl } from '#lib/stores/store-url.ts';
import type { Mail } from './queue-mail.ts';

type OrderFacts = {
  readonly id: string;
  readonly storeId: string;
  readonly number: string;
  readonly store: { readonly supportEmail: string; readonly locale: string; readonly hosts: StoreHosts };
};

type Sum = { readonly amount: bigint; readonly currency: string };

/** Tells the store that the provider holds another charge than the order's payment asked for, which completed nothing. */
export function paymentMismatchMail(
  order: OrderFacts,
  payment: Sum & { readonly id: string; readonly provider: string; readonly externalId: string | null },
  charge: Sum,
): Mail {
  const { locale, hosts, supportEmail } = order.store;
  return {
    key: `order:${order.id}:payment-mismatch:${payment.id}`,
    storeId: order.storeId,
    orderId: order.id,
    toAddress: supportEmail,
    subject: `Order ${order.number}: the payment does not fit`,
    text: [
      `Order ${order.number} asked for ${formatAmount(payment.amount, payment.currency, locale)}. The charge ${payment.externalId ?? ''} at the payment provider “${payment.provider}” is for ${formatAmount(charge.amount, charge.currency, locale)}, or was made for another payment.`,
      'Nothing was completed and nothing is bought. Look at the charge at the provider and give it back there; the order can be paid again after that.',
      `Look at the order here: ${storeUrl(hosts)}/admin/orders/${order.id}`,
    ].join('\n\n'),
  };
}
