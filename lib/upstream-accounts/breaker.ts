import type { CallPurpose } from '#lib/domain/breaker.ts';
import { isHeldBack, isTripped, pauseAfter } from '#lib/domain/breaker.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';

/** Whoever tries after a pause moves it on by so much, so that the others wait for what comes of it. */
const TRIAL_MS = 30_000;

/**
 * Whether a call for this purpose may be made to the account now. Once the breaker is tripped, one caller at a time may try after
 * each pause; all processes share the state.
 */
export async function mayCall(accountId: string, purpose: CallPurpose, now: Date): Promise<boolean> {
  const account = await db().upstreamAccount.findUniqueOrThrow({
    where: { id: accountId },
    select: { faults: true, pausedUntil: true },
  });
  if (!isTripped(account, purpose)) return true;
  if (isHeldBack(account, purpose, now)) return false;
  const claimed = await db().upstreamAccount.updateMany({
    where: { id: accountId, pausedUntil: account.pausedUntil },
    data: { pausedUntil: later(now, TRIAL_MS) },
  });
  return claimed.count === 1;
}

/** A call got no usable answer: after several in a row the account rests. */
export async function noteFault(accountId: string, text: string, now: Date): Promise<void> {
  const { faults } = await db().upstreamAccount.update({
    where: { id: accountId },
    data: { faults: { increment: 1 }, faultText: text.slice(0, 500) },
    select: { faults: true },
  });
  const pause = pauseAfter(faults);
  if (pause > 0) {
    await db().upstreamAccount.updateMany({
      where: { id: accountId, faults: { gte: faults } },
      data: { pausedUntil: later(now, pause) },
    });
  }
}

/** A call was answered, whatever it said: the account is well. */
export async function noteAnswer(accountId: string): Promise<void> {
  await db().upstreamAccount.updateMany({
    where: { id: accountId, faults: { gt: 0 } },
    data: { faults: 0, pausedUntil: null, faultText: '' },
  });
}
