import type { Prisma } from '#prisma/generated/client.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { actorId } from '#lib/domain/actor.ts';
import type { Tx } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import type { AuditEvent } from './events.ts';

/** Writes who did what to what, in the transaction of the deed. Facts are plain texts and numbers, never secrets. */
export async function recordAudit(
  tx: Tx,
  actor: Actor,
  event: AuditEvent,
  subjectId: string,
  facts: { before?: Prisma.InputJsonObject; after?: Prisma.InputJsonObject; reason?: string } = {},
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      id: newId('aud'),
      storeId: actor.storeId,
      actorKind: actor.kind,
      actorId: actorId(actor),
      event,
      subjectId,
      ...facts,
    },
  });
}
