'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '#lib/domain/errors.ts';
import { placeOrder } from '#lib/orders/place-order.ts';
import { renewQuote } from '#lib/quotes/renew-quote.ts';
import { visitorAction } from '#lib/web/action.ts';

/** Refusals that the checkout page itself explains, with what to do. */
const SHOWN_BY_PAGE: readonly string[] = [
  'quote_not_found',
  'quote_expired',
  'price_below_cost',
  'already_owned',
  'already_being_bought',
  'order_exists',
];

const orderSchema = z.object({
  quote: z.string().min(1).max(64),
  period: z.coerce.number('Choose one of the periods.').int('Choose one of the periods.'),
  email: z.string().trim().min(1, 'Enter your e-mail address.').max(254, 'This is too long for an e-mail address.'),
  country: z.string().min(1, 'Choose your country.').max(2, 'Choose your country.'),
});

async function orShownByPage<T>(quoteId: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError && SHOWN_BY_PAGE.includes(error.fact))
      redirect(`/checkout/${encodeURIComponent(quoteId)}`);
    throw error;
  }
}

export const placeOrderAction = visitorAction(orderSchema, async (visitor, { quote, period, email, country }) => {
  const order = { quoteId: quote, period, email, country };
  const { payUrl } = await orShownByPage(quote, () => placeOrder(visitor, order, new Date()));
  return redirect(payUrl);
});

export const renewQuoteAction = visitorAction(
  z.object({ quote: z.string().min(1).max(64) }),
  async (visitor, { quote }) => {
    const renewed = await orShownByPage(quote, () => renewQuote(visitor, quote, new Date()));
    return redirect(`/checkout/${renewed}`);
  },
);
