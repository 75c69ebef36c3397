'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { retryPayment } from '#lib/orders/retry-payment.ts';
import { visitorAction } from '#lib/web/action.ts';

const schema = z.object({ order: z.string().max(64) });

export const payAction = visitorAction(schema, async (visitor, { order }) => {
  const { payUrl } = await retryPayment(visitor, order, new Date());
  return redirect(payUrl);
});
