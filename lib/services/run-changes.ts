import { db } from '#lib/platform/db.ts';
import type { Clock } from '#lib/platform/clock.ts';
import { eachIsolated } from '#lib/platform/isolate.ts';
import { log } from '#lib/platform/log.ts';
import { carryOut } from './carry-out.ts';
import { confirmChange } from './confirm-change.ts';
import { expireChangeCall, lateChangeCalls } from './expire-change-calls.ts';
import { takeDueChanges } from './take-due-changes.ts';

const CONCURRENCY = 8;

/** A failed row never stops the others; it is due again when its lease ends. */
function each(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
  const note = (change: string, err: unknown): void => log().error({ err, change }, 'a change could not be worked on');
  return eachIsolated(ids, work, note, CONCURRENCY);
}

/** One round over all changes of services that are due: late calls, refused ones to try again, unknown outcomes, new ones. */
export async function runChanges(clock: Clock): Promise<{ done: number; more: boolean }> {
  const late = await lateChangeCalls(clock(), CONCURRENCY);
  await each(late, (id) => expireChangeCall(id, clock()));
  // A refusal was an answer: nothing was done, so trying again is safe.
  const cured = await db().serviceChange.updateMany({
    where: { status: 'blocked', nextAttemptAt: { lte: clock() } },
    data: { status: 'queued', reason: null, reasonDetail: null },
  });
  const uncertain = await takeDueChanges('uncertain', clock(), CONCURRENCY);
  await each(uncertain, (id) => confirmChange(id, clock()));
  const queued = await takeDueChanges('queued', clock(), CONCURRENCY);
  await each(queued, (id) => carryOut(id, clock));
  const done = late.length + cured.count + uncertain.length + queued.length;
  return { done, more: [late, uncertain, queued].some((ids) => ids.length === CONCURRENCY) };
}
