import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { isPeriod, TRIAL } from '#lib/domain/billing-period.ts';
import { AppError } from '#lib/domain/errors.ts';
import { connectionOf, KEY_LOST } from '#lib/fulfilment/look.ts';
import { reasonWords } from '#lib/domain/reason-words.ts';
import type { RenewalOffer } from './ask-renewal.ts';
import { askRenewal } from './ask-renewal.ts';
import { dayText, parseDay } from './calendar.ts';
import type { OwnedService } from './find-owned.ts';
import { findOwned } from './find-owned.ts';
import { readState } from './read-state.ts';

/** What a renewal would do: the day it extends, the day it leads to where the upstream tells, and its cost in the account's currency. */
export type RenewalPreview = RenewalOffer & { readonly expiresOn: string };

function refuse(reason: string, message: string): AppError {
  return new AppError(
    'unavailable',
    reason,
    `The supplier was asked what it costs: ${message}. ${reasonWords(reason)}`,
  );
}

/**
 * Asks the upstream about a renewal of a service that was found before; orders nothing. Refuses with `period_unknown`,
 * `service_deleted`, `expiry_unknown`, or the reason why the upstream did not tell.
 */
export async function offerFor(service: OwnedService, period: number, now: Date): Promise<RenewalPreview> {
  if (!isPeriod(period) || period === TRIAL) {
    throw new AppError('invalid', 'period_unknown', 'Choose a period of 1 to 120 months.', 'period');
  }
  if (service.status === 'deleted') {
    throw new AppError('conflict', 'service_deleted', 'The service is deleted at the supplier.');
  }
  const connection = connectionOf(service.account);
  if (!connection) throw refuse('wrong_login', KEY_LOST);
  const asked = await askRenewal(connection, service, period, now);
  if (!asked.ok) throw refuse(asked.reason, asked.message);
  let { expiresOn } = asked.offer;
  if (expiresOn === null) {
    const seen = await readState(connection, service, 'renew', now);
    if (!seen.ok) throw refuse(seen.reason, seen.message);
    expiresOn = seen.state.row?.expiresOn ?? null;
  }
  const day = expiresOn === null ? null : parseDay(expiresOn);
  if (day === null) {
    const message = 'The supplier does not tell until when the service lasts, so a renewal could not be recognised.';
    throw new AppError('conflict', 'expiry_unknown', message);
  }
  return { ...asked.offer, expiresOn: dayText(day) };
}

/** What a renewal by so many months would do and cost, as the upstream says now; nothing is ordered. Refuses as `offerFor` does. */
export async function previewRenewal(
  actor: Actor,
  serviceId: string,
  period: number,
  now: Date,
): Promise<RenewalPreview> {
  demand(actor, 'services:spend');
  return offerFor(await findOwned(actor, serviceId), period, now);
}
