import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '#lib/domain/actor.ts';
import { actorId, demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { ServiceAction } from '#lib/domain/service-change.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { wake } from '#lib/platform/wake.ts';
import { readListedAddons } from '#lib/pricing/addons.ts';
import type { ServiceChange } from '#prisma/generated/client.ts';
import { dayText, parseDay } from './calendar.ts';
import type { Edit } from './edit.ts';
import { cleanEdit, readEdit } from './edit.ts';
import type { OwnedService } from './find-owned.ts';
import { findOwned, permissionFor } from './find-owned.ts';
import { moveChange } from './move-change.ts';
import { offerFor } from './preview-renewal.ts';

/**
 * What is to be done to a service. Of a renewal, `seen` is what the person saw before pressing the button: the day that it extends
 * and the cost, in ten-thousandths of the account's currency; it makes a second press find the first one's row.
 */
export type WantedChange =
  | {
      readonly action: 'renew';
      readonly period: number;
      readonly seen?: { readonly expiresOn: string; readonly cost: bigint };
      readonly note?: string;
    }
  | ({ readonly action: 'edit'; readonly note?: string } & Edit)
  | { readonly action: 'suspend' | 'resume'; readonly note?: string }
  /** `typed`: the id at the upstream, as a person wrote it to confirm. */
  | { readonly action: 'delete'; readonly typed?: string; readonly note?: string };

/** What of a change makes it the same as another one. */
type Plan = {
  readonly action: ServiceAction;
  readonly wanted: Edit;
  readonly period: number | null;
  readonly periodStart: Date | null;
  readonly cost: bigint | null;
  readonly currency: string | null;
};

const PLAIN = { wanted: {}, period: null, periodStart: null, cost: null, currency: null } as const;

async function planRenewal(
  service: OwnedService,
  wanted: Extract<WantedChange, { action: 'renew' }>,
  now: Date,
): Promise<Plan> {
  const { period, seen } = wanted;
  const offer = await offerFor(service, period, now);
  const periodStart = parseDay(offer.expiresOn);
  if (seen !== undefined && seen.expiresOn !== offer.expiresOn) {
    const message = `The service lasts until ${offer.expiresOn} now, not until ${seen.expiresOn}. Look at the preview again.`;
    throw new AppError('conflict', 'expiry_moved', message);
  }
  if (seen !== undefined && offer.cost > seen.cost) {
    throw new AppError(
      'conflict',
      'price_changed',
      'The supplier asks more than a moment ago. Look at the preview again.',
    );
  }
  const { cost, currency } = offer;
  return { action: 'renew', wanted: {}, period, periodStart, cost, currency };
}

/** Another service of the store that already has the licence or address: the upstream would hold the same thing twice. */
async function demandFree(service: OwnedService, wanted: Edit): Promise<void> {
  const { storeId, kind, upstreamId } = service;
  const { licence, ip } = wanted;
  const subject = licence !== undefined ? { licence } : ip !== undefined && kind !== 'platform' ? { ip } : null;
  if (subject === null) return;
  const taken = await db().service.findFirst({
    where: { storeId, kind, upstreamId, ...subject, status: { not: 'deleted' }, id: { not: service.id } },
    select: { upstreamServiceId: true },
  });
  if (!taken) return;
  const message = `Service ${taken.upstreamServiceId} already is for ${licence ?? ip}.`;
  throw new AppError('conflict', 'subject_taken', message, licence === undefined ? 'ip' : 'licence');
}

async function planEdit(actor: Actor, service: OwnedService, wanted: Edit): Promise<Plan> {
  const { upstreamAccountId, kind, upstreamId } = service;
  const item = await db().priceListItem.findUnique({
    where: { upstreamAccountId_kind_upstreamId: { upstreamAccountId, kind, upstreamId } },
    select: { addons: true },
  });
  const edit = cleanEdit(kind, wanted, item ? readListedAddons(item.addons) : []);
  // More of an add-on may cost at once.
  if (edit.addons !== undefined) demand(actor, 'services:spend');
  await demandFree(service, edit);
  return { ...PLAIN, action: 'edit', wanted: edit };
}

async function planOf(actor: Actor, service: OwnedService, wanted: WantedChange, now: Date): Promise<Plan> {
  switch (wanted.action) {
    case 'renew':
      return planRenewal(service, wanted, now);
    case 'edit': {
      const { action: _action, note: _note, ...edit } = wanted;
      return planEdit(actor, service, edit);
    }
    case 'suspend':
    case 'resume':
      if (service.kind !== 'addition') return { ...PLAIN, action: wanted.action };
      throw new AppError('invalid', 'kind_cannot', 'The supplier has no way to suspend or resume a module.');
    case 'delete':
      if (wanted.typed === undefined || wanted.typed.trim() === service.upstreamServiceId)
        return { ...PLAIN, action: 'delete' };
      throw new AppError('invalid', 'not_confirmed', 'Type the service’s id at the supplier to confirm.', 'typed');
  }
}

function isSame(change: ServiceChange, plan: Plan): boolean {
  if (change.action !== plan.action || change.period !== plan.period) return false;
  if (plan.action === 'renew') return change.periodStart?.getTime() === plan.periodStart?.getTime();
  return plan.action !== 'edit' || isDeepStrictEqual(readEdit(change.wanted), plan.wanted);
}

/** The row of the same renewal, where it is under way or done: a second press, however late, finds it. */
async function findSameRenewal(serviceId: string, wanted: WantedChange): Promise<string | null> {
  const periodStart = wanted.action === 'renew' ? parseDay(wanted.seen?.expiresOn ?? '') : null;
  if (wanted.action !== 'renew' || periodStart === null) return null;
  const change = await db().serviceChange.findUnique({ where: { serviceId_periodStart: { serviceId, periodStart } } });
  return change?.period === wanted.period && change.status !== 'cancelled' ? change.id : null;
}

/** The row that already stands for this plan, or a refusal; null when there is none and nothing is in its way. */
async function standingRow(tx: Tx, serviceId: string, plan: Plan): Promise<ServiceChange | null> {
  const open = await tx.serviceChange.findFirst({
    where: { serviceId, status: { notIn: ['done', 'cancelled'] } },
  });
  if (open && isSame(open, plan)) return open;
  if (open) {
    const message = `Another change of this service (${open.action}) is not finished. Wait for it, or cancel it.`;
    throw new AppError('conflict', 'change_open', message);
  }
  if (plan.periodStart === null) return null;
  const { periodStart } = plan;
  const earlier = await tx.serviceChange.findUnique({ where: { serviceId_periodStart: { serviceId, periodStart } } });
  if (earlier?.status !== 'done' || earlier.period === plan.period) return earlier;
  const message = `The period from ${dayText(periodStart)} was already renewed.`;
  throw new AppError('conflict', 'already_renewed', message);
}

/**
 * Asks for a change of a service; a job carries it out once. The same change asked twice is one row, a renewal being one row per
 * service and the day that it extends (R1). Refuses with `not_allowed`, `service_not_found`, `service_deleted`, `change_open`,
 * `already_renewed`, `expiry_moved`, `price_changed`, `subject_taken`, `not_confirmed`, and as `cleanEdit` and `offerFor` do.
 */
export async function requestChange(actor: Actor, serviceId: string, wanted: WantedChange, now: Date): Promise<string> {
  demand(actor, permissionFor(wanted.action));
  const service = await findOwned(actor, serviceId);
  const same = await findSameRenewal(serviceId, wanted);
  if (same !== null) return same;
  if (service.status === 'deleted') {
    throw new AppError('conflict', 'service_deleted', 'The service is deleted at the supplier.');
  }
  const plan = await planOf(actor, service, wanted, now);
  const note = (wanted.note ?? '').trim().slice(0, 1000);
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT id FROM services WHERE id = ${serviceId} FOR UPDATE`;
    const standing = await standingRow(tx, serviceId, plan);
    if (standing && standing.status !== 'cancelled') return standing.id;
    const id = standing?.id ?? newId('chg');
    const asked = { requestedBy: actorId(actor), note, nextAttemptAt: now };
    const { period, cost, currency } = plan;
    if (standing) {
      const price = { ...(period && { period }), ...(cost !== null && { cost }), ...(currency && { currency }) };
      await moveChange(tx, id, 'cancelled', 'queued', { ...asked, ...price, wanted: {} });
    } else {
      const { storeId } = service;
      await tx.serviceChange.create({ data: { id, storeId, serviceId, ...plan, ...asked, createdAt: now } });
    }
    await recordAudit(tx, actor, 'service.change_asked', serviceId, {
      after: { change: id, action: plan.action, ...plan.wanted, ...(period === null ? {} : { period }) },
      ...(note === '' ? {} : { reason: note }),
    });
    await wake(tx, 'fulfilment');
    return id;
  });
}
