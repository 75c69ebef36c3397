import { post } from './account.ts';
import { dateOf, endOfPeriod } from './calendar.ts';
import { newLicenceKey } from './licence-key.ts';
import type { Sandbox } from './sandbox.ts';
import type { Service } from './state.ts';

/** Codes of protocol.md 8. */
export const STATUS_NAMES = {
  '1': 'Ordered',
  '2': 'Active',
  '3': 'Suspended',
  '4': 'Deleted',
  '5': 'Processing',
} as const;

export type ServiceStatus = keyof typeof STATUS_NAMES;

/** The status at an instant. It follows from timestamps alone, so that a restart changes nothing. */
export function statusOf(service: Service, now: Date): ServiceStatus {
  if (service.deletedAt !== null) return '4';
  if (service.paidAt === null) return '1';
  const waited = now.getTime() - Date.parse(service.paidAt);
  const needed = service.activatesAt === null ? 0 : Date.parse(service.activatesAt) - Date.parse(service.paidAt);
  // A paid order is shown as ordered for a moment, then as processing (protocol.md 8: 1, then 5, then 2).
  if (waited < needed) return waited < needed / 4 ? '1' : '5';
  if (service.suspendedAt !== null) return '3';
  if (service.expiresOn !== null && dateOf(now) > service.expiresOn) return '3';
  return '2';
}

/** What a service is for, in words of the ledger. */
export function subjectOf({ kind, licence, ip, licname, comment }: Service): string {
  switch (kind) {
    case 'addition':
      return `licence ${licence}`;
    case 'platform':
      return comment || 'a platform';
    default:
      return licname === '' ? ip : `${ip} (${licname})`;
  }
}

/** The key of an ispmanager licence; empty until the licence is active (protocol.md 7.3). */
export function licenceKeyOf(service: Service, now: Date): string {
  return ['2', '3'].includes(statusOf(service, now)) ? (service.licenceKey ?? '') : '';
}

/** Charges the account for an ordered service and starts its period; the caller has checked the balance. */
export function payService(sandbox: Sandbox, service: Service): void {
  const now = sandbox.now();
  sandbox.state.services.change(service, {
    paidAt: now.toISOString(),
    activatesAt: new Date(now.getTime() + sandbox.state.settings.activationDelayMs).toISOString(),
    expiresOn: endOfPeriod(dateOf(now), service.period),
    licenceKey: service.kind === 'soft' ? newLicenceKey(service.id) : null,
  });
  post(sandbox, {
    kind: 'order',
    amount: -service.cost,
    serviceId: service.id,
    description: `${service.name} for ${subjectOf(service)}`,
  });
}

/** Where a longer period would lead: from the end of the present one, or from today when that has passed. */
export function prolongedUntil(service: Service, period: number, now: Date): string {
  const today = dateOf(now);
  const from = service.expiresOn !== null && service.expiresOn > today ? service.expiresOn : today;
  return endOfPeriod(from, period);
}
