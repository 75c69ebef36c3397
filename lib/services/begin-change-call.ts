import type { Actor } from '#lib/domain/actor.ts';
import { changeKey } from '#lib/domain/service-change.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { callDeadlineMs } from '#lib/fulfilment/begin-call.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { db, isUniqueViolation } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { newId } from '#lib/platform/ids.ts';
import { writeBaseline } from './baseline.ts';
import type { LoadedChange } from './load-change.ts';
import { moveChange } from './move-change.ts';

const FUNCTION_OF = { edit: 'edit', suspend: 'suspend', resume: 'resume', delete: 'delete' } as const;

/**
 * Records the intent before the first byte: change queued → sending, and a started call with the service as it is now, in one
 * commit. Null, with nothing changed, when another worker took the change since, another write to the service is unsettled, or the
 * account's login is another than the one that was looked at.
 */
export async function beginChangeCall(
  actor: Actor,
  change: LoadedChange,
  row: ServiceRow,
  offer: { readonly newExpiresOn: string | null; readonly cost: bigint } | null,
  now: Date,
): Promise<string | null> {
  const id = newId('call');
  const { service, action } = change;
  const func = action === 'renew' ? 'service.prolong' : `${service.kind}.${FUNCTION_OF[action]}`;
  try {
    return await db().$transaction(async (tx) => {
      const lease = { until: change.nextAttemptAt };
      const facts = { attempts: change.attempts };
      // At another address, or under another login, another list would tell.
      const { url, username } = service.account;
      const isSame = await tx.upstreamAccount.count({ where: { id: service.upstreamAccountId, url, username } });
      if (isSame === 0 || !(await moveChange(tx, change.id, 'queued', 'sending', facts, lease))) return null;
      await tx.upstreamCall.create({
        data: {
          id,
          storeId: change.storeId,
          upstreamAccountId: service.upstreamAccountId,
          serviceChangeId: change.id,
          func,
          naturalKey: changeKey(service),
          correlation: id,
          baselineIds: [],
          baseline: writeBaseline(row, offer),
          deadlineAt: later(now, callDeadlineMs()),
          request: { func, elid: service.upstreamServiceId },
          createdAt: now,
        },
      });
      await recordAudit(tx, actor, 'service.change_started', service.id, {
        after: { change: change.id, action, call: id },
      });
      return id;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}
