import type { Story } from './load-story.ts';
import type { Standing } from './replay.ts';

/** Where an order, its item and its payment stand now. */
export function standingOf({ order, item }: Story): Standing {
  const payment = order.payments.findLast((each) => !each.surplus)?.status ?? null;
  return { order: order.status, item: item.fulfilmentStatus, payment };
}
