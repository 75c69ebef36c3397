import { db } from '#lib/platform/db.ts';
import type { Clock } from '#lib/platform/clock.ts';
import { eachIsolated } from '#lib/platform/isolate.ts';
import { log } from '#lib/platform/log.ts';
import { expireCall, lateCalls } from './expire-calls.ts';
import { orderItem } from './order-item.ts';
import { readBack } from './read-back.ts';
import { reconcileItem } from './reconcile-item.ts';
import { takeDue } from './take-due.ts';

const CONCURRENCY = 8;

/** A failed row never stops the others; it is due again when its lease ends. */
function each(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
  const note = (item: string, err: unknown): void => log().error({ err, item }, 'an item could not be worked on');
  return eachIsolated(ids, work, note, CONCURRENCY);
}

/** One round over everything that fulfilment has due: late calls, refused ones to try again, unknown outcomes, purchases, read-backs. */
export async function runFulfilment(clock: Clock): Promise<{ done: number; more: boolean }> {
  const late = await lateCalls(clock(), CONCURRENCY);
  await each(late, (id) => expireCall(id, clock()));
  // A refusal was an answer: nothing was bought, so trying again is safe.
  const cured = await db().orderItem.updateMany({
    where: { fulfilmentStatus: 'blocked', nextAttemptAt: { lte: clock() } },
    data: { fulfilmentStatus: 'queued', reason: null, reasonDetail: null },
  });
  const uncertain = await takeDue('uncertain', clock(), CONCURRENCY);
  await each(uncertain, (id) => reconcileItem(id, clock()));
  const queued = await takeDue('queued', clock(), CONCURRENCY);
  await each(queued, (id) => orderItem(id, clock));
  const bought = await takeDue('bought', clock(), CONCURRENCY);
  await each(bought, (id) => readBack(id, clock()));
  const done = late.length + cured.count + uncertain.length + queued.length + bought.length;
  return { done, more: [late, uncertain, queued, bought].some((ids) => ids.length === CONCURRENCY) };
}
