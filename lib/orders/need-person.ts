import type { Prisma } from '#prisma/generated/client.ts';

/** An item that somebody has to do something about. */
export const HELD_ITEM = {
  fulfilmentStatus: { in: ['needs_person', 'blocked'] },
} satisfies Prisma.OrderItemWhereInput;

/** An open payment that is no longer asked about: the provider's charge does not fit it (billing/note-misfit.ts). */
export const MISFIT_PAYMENT = {
  status: { in: ['created', 'pending'] },
  nextCheckAt: null,
} satisfies Prisma.PaymentWhereInput;
