'use server';

import { z } from 'zod';
import { askProvider } from '#lib/billing/ask-provider.ts';
import type { CheckResult } from '#lib/billing/check-payment.ts';
import { requestRefund } from '#lib/billing/request-refund.ts';
import { checkNow } from '#lib/fulfilment/check-now.ts';
import { orderAgain } from '#lib/fulfilment/order-again.ts';
import { resolveByHand } from '#lib/fulfilment/resolve-by-hand.ts';
import { staffAction } from '#lib/web/action.ts';

const id = z.string().min(1).max(64);
const reason = z.string().trim().max(1000, 'Keep the reason below 1000 characters.');
const neededReason = reason.min(3, 'Say why: it goes to the order’s record.');

const deedSchema = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('order_again'), item: id, reason }),
  z.object({ deed: z.literal('check_now'), item: id }),
  z.object({
    deed: z.literal('resolve_by_hand'),
    item: id,
    finding: z.enum(['bought', 'not_bought'], 'Say what you found.'),
    upstreamServiceId: z.string().trim().max(32, 'This is too long for a service id.').default(''),
    reason: neededReason,
  }),
  z.object({ deed: z.literal('refund'), order: id, reason: reason.default('') }),
  z.object({ deed: z.literal('ask_provider'), payment: id }),
]);

const ASKED = {
  paid: 'The provider confirms the payment; the order goes on.',
  failed: 'The provider holds no money for it: declined, given up or given back. The order can be paid again.',
  waiting: 'Nothing is paid yet. The provider is asked again by itself.',
  mismatch: 'The charge still differs from the order. Nothing was completed.',
  unreachable: 'The provider does not answer at the moment.',
} as const satisfies Record<CheckResult, string>;

/** All that staff may do to an order. One action, so that the page's one line of status speaks for whichever was done last. */
export const actOnOrder = staffAction(deedSchema, async (actor, input) => {
  const now = new Date();
  switch (input.deed) {
    case 'order_again':
      await orderAgain(actor, input.item, input.reason, now);
      return 'It is being ordered now.';
    case 'check_now':
      await checkNow(actor, input.item, now);
      return 'The supplier was asked again; the timeline has its answer.';
    case 'resolve_by_hand':
      if (input.finding === 'not_bought') {
        await resolveByHand(actor, input.item, { kind: 'not_bought' }, input.reason, now);
        return 'Settled as not bought; it is ordered again.';
      }
      await resolveByHand(
        actor,
        input.item,
        { kind: 'bought', upstreamServiceId: input.upstreamServiceId },
        input.reason,
        now,
      );
      return 'Settled as bought; it is read back from the supplier now.';
    case 'refund':
      await requestRefund(actor, input.order, input.reason, now);
      return 'The money is being given back.';
    case 'ask_provider':
      return ASKED[await askProvider(actor, input.payment, now)];
  }
});
