import type { Actor } from '#lib/domain/actor.ts';
import type { Reason } from '#lib/domain/fulfilment.ts';
import { detailLabel } from '#lib/domain/reason-words.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { queueMail } from '#lib/mails/queue-mail.ts';
import type { Tx } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import { storeUrl } from '#lib/stores/store-url.ts';
import { actionNoun, changeReasonWords } from './change-words.ts';
import type { LoadedChange } from './load-change.ts';

/**
 * Puts into the audit why a change waits, and tells the account's department, or else the store, by mail: once per change and
 * reason, in the same commit as the move.
 */
export async function tellHeld(
  tx: Tx,
  actor: Actor,
  change: LoadedChange,
  reason: Reason,
  detail: string | null,
): Promise<void> {
  const { service, store, action } = change;
  await recordAudit(tx, actor, 'service.change_held', service.id, {
    after: { change: change.id, action, reason, ...(detail === null ? {} : { detail }) },
  });
  const thing = `${service.name}, service ${service.upstreamServiceId}`;
  await queueMail(tx, {
    key: `service-change:${change.id}:held:${reason}`,
    storeId: change.storeId,
    orderId: null,
    toAddress: service.account.departmentEmail ?? store.supportEmail,
    subject: `A ${actionNoun(action)} waits: ${thing}`,
    text: [
      `The ${actionNoun(action)} of ${thing} waits: ${changeReasonWords(action, reason)}`,
      ...(detail === null ? [] : [`${detailLabel(reason)}: ${detail}`]),
      `Look at it here: ${storeUrl(store.hosts)}/admin/services/${service.id}`,
    ].join('\n\n'),
  });
  await wake(tx, 'mails');
}
