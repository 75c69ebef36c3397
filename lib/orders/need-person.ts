import type { PaymentStatus } from '#lib/domain/order.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/** An item that somebody has to do something about; one that the upstream knows already says why where it waits. */
export const HELD_ITEM = {
  OR: [
    { fulfilmentStatus: { in: ['needs_person', 'blocked'] } },
    { fulfilmentStatus: { in: ['in_cart', 'bought'] }, reason: { not: null } },
  ],
} satisfies Prisma.OrderItemWhereInput;

/** An open payment that is no longer asked about: the provider's charge does not fit it (billing/note-misfit.ts). */
export const MISFIT_PAYMENT = {
  status: { in: ['created', 'pending'] },
  nextCheckAt: null,
} satisfies Prisma.PaymentWhereInput;

/** Whether a payment is one of `MISFIT_PAYMENT`. */
export function isMisfit(payment: { readonly status: PaymentStatus; readonly nextCheckAt: Date | null }): boolean {
  return (payment.status === 'created' || payment.status === 'pending') && payment.nextCheckAt === null;
}

/** A refund that the provider has refused several times: it goes on being tried, and somebody should know. */
export const STUCK_REFUND = {
  status: 'started',
  attempts: { gte: 4 },
} satisfies Prisma.RefundWhereInput;
