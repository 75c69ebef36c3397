'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { settleTestCharge, TEST_CHOICES } from '#lib/billing/test-payments.ts';
import { visitorAction } from '#lib/web/action.ts';

const schema = z.object({ charge: z.string().max(64), choice: z.enum(TEST_CHOICES) });

export const settleAction = visitorAction(schema, async (_visitor, { charge, choice }) => {
  const { returnUrl } = await settleTestCharge(charge, choice, new Date());
  return redirect(returnUrl ?? `/test-payments/${charge}`);
});
