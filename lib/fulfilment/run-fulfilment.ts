import { db } from '#lib/platform/db.ts';
import type { Clock } from '#lib/platform/clock.ts';
import { later } from '#lib/platform/clock.ts';
import { eachIsolated } from '#lib/platform/isolate.ts';
import { log } from '#lib/platform/log.ts';
import { expireCall, lateCalls } from './expire-calls.ts';
import { orderItem } from './order-item.ts';
import { payFromCart } from './pay-from-cart.ts';
import { readBack } from './read-back.ts';
import { newReadings } from './readings.ts';
import { reconcileItem } from './reconcile-item.ts';
import { takeDue } from './take-due.ts';

/** Calls that one process has under way at a time. */
export const CONCURRENCY = 8;

/** Items that share one reading of the list: the more, the fewer readings; the fewer, the sooner the others get theirs. */
const BATCH = 2 * CONCURRENCY;

/** A call that cannot be expired is put off, so that it does not stand before the others for ever. */
const PUT_OFF_MS = 60_000;

async function expireLate(ids: readonly string[], clock: Clock): Promise<void> {
  const putOff = (id: string, err: unknown): Promise<unknown> => {
    log().error({ err, call: id }, 'a late call could not be expired');
    return db().upstreamCall.updateMany({
      where: { id, status: 'started' },
      data: { deadlineAt: later(clock(), PUT_OFF_MS) },
    });
  };
  await eachIsolated(ids, (id) => expireCall(id, clock()), putOff);
}

/** A failed row never stops the others; it is due again when its lease ends. */
function each(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
  const note = (item: string, err: unknown): void => log().error({ err, item }, 'an item could not be worked on');
  return eachIsolated(ids, work, note, CONCURRENCY);
}

/** One round over everything that fulfilment has due: late calls, refused ones to try again, unknown outcomes, purchases, read-backs. */
export async function runFulfilment(clock: Clock): Promise<{ done: number; more: boolean }> {
  const late = await lateCalls(clock(), BATCH);
  await expireLate(late, clock);
  // A refusal was an answer: nothing was bought, so trying again is safe.
  const cured = await db().orderItem.updateMany({
    where: { fulfilmentStatus: 'blocked', nextAttemptAt: { lte: clock() } },
    data: { fulfilmentStatus: 'queued', reason: null, reasonDetail: null },
  });
  const uncertain = await takeDue('uncertain', clock(), BATCH);
  const queued = await takeDue('queued', clock(), BATCH);
  const inCart = await takeDue('in_cart', clock(), BATCH);
  const bought = await takeDue('bought', clock(), BATCH);
  // Begun after all of them were taken: it shows whatever was done for them before.
  const readings = newReadings();
  await each(uncertain, (id) => reconcileItem(id, clock(), readings));
  await each(queued, (id) => orderItem(id, clock, readings));
  await each(inCart, (id) => payFromCart(id, clock, readings));
  await each(bought, (id) => readBack(id, clock(), readings));
  const taken = [late, uncertain, queued, inCart, bought];
  const done = cured.count + taken.reduce((sum, ids) => sum + ids.length, 0);
  return { done, more: taken.some((ids) => ids.length === BATCH) };
}
