import { z } from 'zod';
import type { Actor } from '#lib/domain/actor.ts';
import { actorId } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Tx } from '#lib/platform/db.ts';

/** The two values of a difference, as texts; empty where a side has none. */
export const factsSchema = z.object({ ours: z.string(), theirs: z.string() });

/**
 * Locks an open difference of the actor's store until the transaction ends. Refuses with `difference_not_found`,
 * `difference_settled`.
 */
export async function lockDifference(tx: Tx, actor: Actor, id: string) {
  await tx.$queryRaw`SELECT 1 FROM differences WHERE id = ${id} AND "storeId" = ${actor.storeId} FOR UPDATE`;
  const difference = await tx.difference.findFirst({ where: { id, storeId: actor.storeId } });
  if (!difference) throw new AppError('not_found', 'difference_not_found', 'This difference is not in your store.');
  if (difference.settledAt !== null) {
    throw new AppError('conflict', 'difference_settled', 'This difference has been settled already.');
  }
  return { ...difference, facts: factsSchema.parse(difference.facts) };
}

/** What was done about a difference. */
export type Settlement = 'taken_over' | 'accepted' | 'adopted' | 'switched_off' | 'gone';

/** Settles a locked difference. */
export async function settleDifference(
  tx: Tx,
  actor: Actor,
  id: string,
  settlement: Settlement,
  now: Date,
  note = '',
): Promise<void> {
  await tx.difference.update({
    where: { id },
    data: { settledAt: now, settledBy: actorId(actor), settlement, note },
  });
}

/** The service of a difference, locked. Refuses with `service_not_found`, and with `change_under_way` while something is done to it. */
export async function lockQuietService(tx: Tx, serviceId: string | null) {
  await tx.$queryRaw`SELECT 1 FROM services WHERE id = ${serviceId} FOR UPDATE`;
  const service = await tx.service.findUnique({ where: { id: serviceId ?? '' } });
  if (!service) throw new AppError('not_found', 'service_not_found', 'The service of this difference does not exist.');
  const open = await tx.serviceChange.count({
    where: { serviceId: service.id, status: { notIn: ['done', 'cancelled'] } },
  });
  if (open > 0) {
    throw new AppError('conflict', 'change_under_way', 'A change of this service is under way. Wait until it is done.');
  }
  return service;
}

/** A note that explains a decision; refuses with `note_missing`. */
export function readNote(text: string): string {
  const note = text.trim().slice(0, 1000).toWellFormed();
  if (note.length < 3) throw new AppError('invalid', 'note_missing', 'Say why: it stays with the difference.', 'note');
  return note;
}
