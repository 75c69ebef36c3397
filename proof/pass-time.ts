import { z } from 'zod';
import { carryOutRefunds } from '#lib/billing/carry-out-refunds.ts';
import { checkDuePayments } from '#lib/billing/check-payment.ts';
import { processPaymentEvents } from '#lib/billing/process-events.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import type { Clock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/db.ts';
import { runChanges } from '#lib/services/run-changes.ts';

/** A clock that the proof moves. */
export type ProofClock = { now(): Date; set(moment: Date): void };

/** A clock that stands at a moment until it is moved; it goes back by `restart` only. While it follows another one, it shows that. */
export function standingClock(start: Date): ProofClock & { restart(): void; follow(other: Clock | null): void } {
  let moment = start.getTime();
  let followed: Clock | null = null;
  return {
    now: () => followed?.() ?? new Date(moment),
    set: (next) => {
      moment = Math.max(moment, next.getTime());
    },
    restart: () => {
      moment = start.getTime();
    },
    follow: (other) => {
      moment = followed?.().getTime() ?? moment;
      followed = other;
    },
  };
}

/** A paid order takes some twenty steps; one that needs so many goes round in circles. */
const MOST_STEPS = 400;

/** Which jobs have something to do. */
export type Work = 'money' | 'purchases' | 'changes';

async function runJobs(work: Work, clock: ProofClock): Promise<void> {
  const now = clock.now;
  switch (work) {
    case 'money':
      await processPaymentEvents(now());
      await checkDuePayments(now());
      await carryOutRefunds(now());
      return;
    case 'purchases':
      await runFulfilment(now);
      return;
    case 'changes':
      await runChanges(now);
  }
}

const dueSchema = z.array(z.object({ work: z.enum(['money', 'purchases', 'changes']), due: z.date() }));

/** The next moment at which a job has something to do; null when everything is settled or a person's. */
export async function nextDue(): Promise<{ work: Work; due: Date } | null> {
  const rows = await db().$queryRaw`
    SELECT work, due FROM (
      SELECT 'purchases' AS work, "nextAttemptAt" AS due FROM order_items
      WHERE "fulfilmentStatus" IN ('queued', 'uncertain', 'in_cart', 'bought', 'blocked')
      UNION ALL SELECT 'changes', "nextAttemptAt" FROM service_changes WHERE status IN ('queued', 'uncertain', 'blocked')
      UNION ALL SELECT CASE WHEN "orderItemId" IS NULL THEN 'changes' ELSE 'purchases' END, "deadlineAt"
        FROM upstream_calls WHERE status = 'started'
      UNION ALL SELECT 'money', "nextAttemptAt" FROM payment_events WHERE "processedAt" IS NULL
      UNION ALL SELECT 'money', "nextAttemptAt" FROM refunds WHERE status = 'started'
      UNION ALL SELECT 'money', p."nextCheckAt" FROM payments p JOIN test_charges c ON c.id = p."externalId"
        WHERE p.status IN ('created', 'pending') AND c.status <> 'open'
    ) moments WHERE due IS NOT NULL ORDER BY due, work LIMIT 1`;
  return dueSchema.parse(rows)[0] ?? null;
}

/** Lets time pass, from one due moment to the next, until nothing is due any more. */
export async function settle(clock: ProofClock): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = await nextDue();
    if (next === null) return;
    clock.set(next.due);
    await runJobs(next.work, clock);
  }
  throw new Error(`Not settled after ${MOST_STEPS} steps of time`);
}
