import type { Reason } from '#lib/domain/fulfilment.ts';
import { distance, isCurable, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import type { ServiceChangeStatus } from '#lib/domain/service-change.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { changesActor } from './actor.ts';
import type { LoadedChange } from './load-change.ts';
import { moveChange } from './move-change.ts';
import { tellHeld } from './tell-held.ts';

/** Gives a change to a person, who is told. */
export async function giveToPerson(
  change: LoadedChange,
  from: Extract<ServiceChangeStatus, 'queued' | 'uncertain'>,
  reason: Reason,
  detail: string | null,
  wanted?: Prisma.InputJsonObject,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const facts = { reason, reasonDetail: detail, ...(wanted === undefined ? {} : { wanted }) };
    if (!(await moveChange(tx, change.id, from, 'needs_person', facts))) return;
    await tellHeld(tx, changesActor(change.storeId), change, reason, detail);
  });
}

/** Leaves a change in the queue for later. */
export async function postpone(
  change: LoadedChange,
  ms: number,
  why: { readonly reason: Reason; readonly detail: string } | null,
  now: Date,
): Promise<void> {
  await db().serviceChange.updateMany({
    where: { id: change.id, status: 'queued' },
    data: {
      attempts: { increment: 1 },
      nextAttemptAt: later(now, ms),
      reason: why?.reason ?? null,
      reasonDetail: why?.detail.slice(0, 1000) ?? null,
    },
  });
}

/** What a queued change does when the upstream could not be read: it waits for the cure, or for the upstream. */
export async function putOff(change: LoadedChange, reason: Reason, detail: string, now: Date): Promise<void> {
  const retryAfter = distance(RETRY_AFTER_MS, change.attempts);
  if (!isCurable(reason)) return postpone(change, retryAfter, { reason: 'upstream_unreachable', detail }, now);
  await db().$transaction(async (tx) => {
    const attempts = change.attempts + 1;
    const facts = { reason, reasonDetail: detail, attempts, nextAttemptAt: later(now, retryAfter) };
    if (!(await moveChange(tx, change.id, 'queued', 'blocked', facts))) return;
    await tellHeld(tx, changesActor(change.storeId), change, reason, detail);
  });
}
