import type { Actor } from '#lib/domain/actor.ts';
import { purchaseLines } from '#lib/domain/ledger.ts';
import type { ServiceChangeStatus, ServiceStatus } from '#lib/domain/service-change.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { postLedger } from '#lib/ledger/post.ts';
import type { Tx } from '#lib/platform/db.ts';
import type { Prisma, UpstreamCall } from '#prisma/generated/client.ts';
import { readQuantities } from '#lib/pricing/addons.ts';
import { readBaseline } from './baseline.ts';
import { addMonths, dayText, parseDay } from './calendar.ts';
import { readEdit } from './edit.ts';
import type { LoadedChange } from './load-change.ts';
import { moveChange } from './move-change.ts';

type Facts = Prisma.ServiceUncheckedUpdateInput;

const STATUS_OF: Readonly<Record<string, ServiceStatus>> = {
  active: 'active',
  suspended: 'suspended',
  deleted: 'deleted',
};

/** What the upstream shows of every service. Renewal by the upstream itself that it does not print stays as we know it. */
function seenFacts(row: ServiceRow | null): Facts {
  if (row === null) return {};
  const status = STATUS_OF[row.status];
  const expiresOn = row.expiresOn === null ? null : parseDay(row.expiresOn);
  return {
    ...(status === undefined ? {} : { status }),
    ...(expiresOn === null ? {} : { expiresOn }),
    ...(row.autoprolong !== null && /^\d{1,3}$/.test(row.autoprolong) ? { autoprolong: Number(row.autoprolong) } : {}),
  };
}

function renewedFacts(change: LoadedChange, row: ServiceRow | null, call: UpstreamCall | null): Facts {
  const baseline = readBaseline(call?.baseline);
  const period = row?.period !== null && row !== null && row.period > 0 ? row.period : change.period;
  const { currency } = change.service.account;
  const ownCost = row?.cost !== null && row !== null && (row.currency ?? currency) === currency ? row.cost : null;
  const cost = ownCost ?? baseline?.cost ?? change.cost;
  const promised = parseDay(baseline?.newExpiresOn ?? '');
  const counted = change.periodStart ? addMonths(change.periodStart, change.period ?? 0) : null;
  const expiresOn = row === null ? (promised ?? counted) : null;
  return {
    ...(period === null ? {} : { period }),
    ...(cost === null ? {} : { upstreamCost: cost }),
    ...(expiresOn === null ? {} : { expiresOn }),
  };
}

function editedFacts(change: LoadedChange): Facts {
  const { addons, ...fields } = readEdit(change.wanted);
  return {
    ...fields,
    ...(addons === undefined ? {} : { addons: { ...readQuantities(change.service.addons), ...addons } }),
  };
}

function factsOf(change: LoadedChange, row: ServiceRow | null, call: UpstreamCall | null): Facts {
  const seen = seenFacts(row);
  switch (change.action) {
    case 'renew':
      return { ...seen, ...renewedFacts(change, row, call) };
    case 'edit':
      return { ...seen, ...editedFacts(change) };
    case 'suspend':
      return { ...seen, status: 'suspended' };
    case 'resume':
      return { ...seen, status: 'active' };
    case 'delete':
      return { status: 'deleted' };
  }
}

/**
 * A change is done: the service is brought up to what the upstream shows (`row`; null: not read, or gone), and a renewal is
 * booked once, by what its call was told to cost, in the caller's transaction. False, with nothing changed, when it moved meanwhile.
 */
export async function finishChange(
  tx: Tx,
  actor: Actor,
  change: LoadedChange,
  from: Extract<ServiceChangeStatus, 'queued' | 'uncertain' | 'needs_person'>,
  done: { readonly row: ServiceRow | null; readonly call: UpstreamCall | null; readonly reason?: string },
  now: Date,
): Promise<boolean> {
  const { row, call, reason } = done;
  if (!(await moveChange(tx, change.id, from, 'done', { finishedAt: now }))) return false;
  const resolution = reason === undefined ? 'confirmed' : 'by_hand';
  const { id: serviceId, account } = change.service;
  await tx.upstreamCall.updateMany({
    where: {
      serviceChangeId: change.id,
      status: 'unknown',
      OR: [{ resolution: null }, ...(call === null ? [] : [{ id: call.id }])],
    },
    data: { resolution, resolvedAt: now },
  });
  await tx.service.update({ where: { id: serviceId }, data: factsOf(change, row, call) });
  const cost = change.action === 'renew' ? (readBaseline(call?.baseline)?.cost ?? change.cost ?? 0n) : 0n;
  if (cost > 0n) {
    const lines = purchaseLines(account.id, cost, account.currency);
    await postLedger(tx, change.storeId, 'renewal', change.id, lines);
  }
  const event = reason === undefined ? 'service.change_done' : 'service.change_settled';
  await recordAudit(tx, actor, event, serviceId, {
    after: {
      change: change.id,
      action: change.action,
      ...(call === null ? {} : { call: call.id }),
      ...(row?.expiresOn ? { expiresOn: row.expiresOn } : {}),
      ...(change.periodStart ? { from: dayText(change.periodStart) } : {}),
      ...(reason === undefined ? {} : { finding: 'done' }),
    },
    ...(reason === undefined ? {} : { reason }),
  });
  return true;
}
