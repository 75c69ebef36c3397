import { z } from 'zod';
import type { Service, UpstreamRow } from '#prisma/generated/client.ts';
import { Prisma } from '#prisma/generated/client.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { isCurrency } from '#lib/domain/currency.ts';
import { AppError } from '#lib/domain/errors.ts';
import { ipText } from '#lib/domain/ip-address.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import type { TakenOverKind } from './difference-kinds.ts';
import { isTakenOver } from './difference-kinds.ts';
import { findOtherValues } from './find-other-values.ts';
import { factsSchema, lockDifference, lockQuietService, settleDifference } from './open-difference.ts';

const valuesSchema = z.array(z.object({ kind: z.string(), facts: factsSchema }));

/** Whether a service may have what the row shows of its price. */
function isUsablePrice({ cost, currency }: UpstreamRow): boolean {
  return (cost === null || cost >= 0n) && (currency === null || isCurrency(currency));
}

function valueOf(kind: TakenOverKind, service: Service, row: UpstreamRow): Prisma.ServiceUpdateInput {
  switch (kind) {
    case 'other_expiry':
      return { expiresOn: row.expiresOn };
    case 'other_period':
      return { period: row.period ?? service.period };
    case 'other_licence':
      return service.kind === 'addition' ? { licence: row.licence } : { ip: ipText(row.ip) };
    case 'other_price':
      return {
        upstreamCost: row.cost ?? service.upstreamCost,
        upstreamCurrency: row.currency ?? service.upstreamCurrency,
      };
    case 'other_status':
      return { status: row.status === 'suspended' ? 'suspended' : 'active' };
  }
}

/** Whether the service and its row still differ as they did when it was shown. */
async function isAsShown(
  tx: Tx,
  serviceId: string,
  kind: string,
  facts: z.output<typeof factsSchema>,
): Promise<boolean> {
  const values = valuesSchema.parse(await tx.$queryRaw(findOtherValues(Prisma.sql`s.id = ${serviceId}`)));
  return values.some(
    (each) => each.kind === kind && each.facts.ours === facts.ours && each.facts.theirs === facts.theirs,
  );
}

/**
 * Makes our value what the upstream's list shows; nothing is written at the upstream. Refuses with `difference_not_found`,
 * `difference_settled`, `action_not_safe`, `service_not_found`, `change_under_way`, with `price_unusable`, and with `difference_changed`
 * when either side is no longer as it was shown.
 */
export async function takeOver(actor: Actor, id: string, now: Date): Promise<void> {
  demand(actor, 'reconciliation:act');
  await db().$transaction(async (tx) => {
    const { kind, facts, serviceId, upstreamAccountId, upstreamServiceId } = await lockDifference(tx, actor, id);
    if (!isTakenOver(kind)) {
      throw new AppError('conflict', 'action_not_safe', 'There is no value of the supplier to take over here.');
    }
    const service = await lockQuietService(tx, serviceId);
    const row = await tx.upstreamRow.findUnique({
      where: { upstreamAccountId_upstreamServiceId: { upstreamAccountId, upstreamServiceId } },
    });
    if (!row || !(await isAsShown(tx, service.id, kind, facts))) {
      throw new AppError(
        'conflict',
        'difference_changed',
        'It is no longer as shown here. Nothing was changed; run the reconciliation again.',
      );
    }
    if (kind === 'other_price' && !isUsablePrice(row)) {
      const message = 'The supplier shows a price that cannot be one. Ask the supplier; nothing was changed.';
      throw new AppError('conflict', 'price_unusable', message);
    }
    await tx.service.update({ where: { id: service.id }, data: valueOf(kind, service, row) });
    await settleDifference(tx, actor, id, 'taken_over', now);
    await recordAudit(tx, actor, 'reconciliation.taken_over', service.id, {
      before: { difference: id, kind, value: facts.ours },
      after: { value: facts.theirs },
    });
  });
}
