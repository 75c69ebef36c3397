import type { Actor } from '#lib/domain/actor.ts';
import { actorId } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { takeRateLimit } from '#lib/platform/rate-limit.ts';

const ATTEMPTS_PER_MINUTE = 30;

/** What a customer may do only so often a minute. */
export type Attempt = 'order' | 'retry' | 'ask';

/** Whether this address, or this customer, may do it once more now (S4); the count is shared by all processes. */
export function takeAttempt(actor: Actor, what: Attempt, now: Date): Promise<boolean> {
  const who = 'address' in actor ? actor.address : `${actor.kind}:${actorId(actor)}`;
  return takeRateLimit(`${what}:${who}`, ATTEMPTS_PER_MINUTE, 60, now);
}

/** As `takeAttempt`; refuses with `too_many`. */
export async function demandAttempt(actor: Actor, what: Attempt, now: Date): Promise<void> {
  if (await takeAttempt(actor, what, now)) return;
  throw new AppError(
    'rate_limited',
    'too_many',
    'Too many tries from your address. Wait a minute; nothing was charged.',
  );
}
