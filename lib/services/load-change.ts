import { db } from '#lib/platform/db.ts';
import type { UpstreamCall } from '#prisma/generated/client.ts';

/** A change with what carrying it out needs; its calls from old to new. */
export async function loadChange(changeId: string) {
  return db().serviceChange.findUniqueOrThrow({
    where: { id: changeId },
    include: {
      service: { include: { account: true } },
      store: { include: { hosts: true } },
      calls: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    },
  });
}

/** See `loadChange`. */
export type LoadedChange = Awaited<ReturnType<typeof loadChange>>;

/** Whether a call holds its key: nobody knows what came of it. */
export function isUnsettled(call: Pick<UpstreamCall, 'status' | 'resolution'>): boolean {
  return call.status === 'started' || (call.status === 'unknown' && call.resolution === null);
}

/** Whether a call may have done what it was to do: it was accepted, or never answered. */
export function mayHaveActed(call: Pick<UpstreamCall, 'status'>): boolean {
  return call.status === 'accepted' || call.status === 'unknown' || call.status === 'started';
}

/** The moment from which a write counts as over. */
export function endOf(call: Pick<UpstreamCall, 'finishedAt' | 'deadlineAt'>): Date {
  return call.finishedAt ?? call.deadlineAt;
}
