import { z } from 'zod';
import { AppError } from '#lib/domain/errors.ts';
import { arm, disarm } from './points.ts';
import { begin, carryOut, OPERATIONS } from './operations.ts';
import { settle, standingClock } from './pass-time.ts';

// A process of the shop that is killed. Its parent says what to do, message by message; each is answered when it is done.

const actor = z.object({
  kind: z.literal('staff'),
  storeId: z.string(),
  userId: z.string(),
  email: z.string(),
  role: z.literal('owner'),
});
const message = z.object({
  /** `carry-out`, counting points and dying at `killAt`; or `recover`: the first step again, then time passes. */
  task: z.enum(['carry-out', 'recover']),
  operation: z.enum(OPERATIONS),
  subject: z.object({
    owner: actor,
    orderId: z.string(),
    chargeId: z.string(),
    serviceId: z.string(),
    seen: z.object({ expiresOn: z.string(), cost: z.bigint() }),
  }),
  now: z.date(),
  killAt: z.int().min(0),
});

process.on('disconnect', () => process.exit(0));
process.on('message', (received) => {
  void answer(received).then((said) => {
    if (process.connected) process.send?.(said);
  });
});

async function answer(received: unknown): Promise<unknown> {
  try {
    const { task, operation, subject, now, killAt } = message.parse(received);
    const clock = standingClock(now);
    if (task === 'recover') {
      await begin(operation, subject, clock).catch((error: unknown) => {
        // "It is done already" is an answer too.
        if (!(error instanceof AppError)) throw error;
      });
      await settle(clock);
      return { ok: true, now: clock.now(), points: [] };
    }
    arm(killAt);
    await carryOut(operation, subject, clock);
    return { ok: true, now: clock.now(), points: disarm() };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
