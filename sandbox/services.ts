import { post } from './account.ts';
import { dateOf, endOfPeriod } from './calendar.ts';
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
  if (service.expiresOn !== null && dateOf(now) > service.expiresOn) return '3';
  return '2';
}

/** Charges the account for an ordered service and starts its period; the caller has checked the balance. */
export function payService(sandbox: Sandbox, service: Service): void {
  const now = sandbox.now();
  service.paidAt = now.toISOString();
  service.activatesAt = new Date(now.getTime() + sandbox.state.settings.activationDelayMs).toISOString();
  service.expiresOn = endOfPeriod(dateOf(now), service.period);
  post(sandbox, {
    kind: 'order',
    amount: -service.cost,
    serviceId: service.id,
    description: `${service.name} for licence ${service.licence}`,
  });
}

/** Where a longer period would lead: from the end of the present one, or from today when that has passed. */
export function prolongedUntil(service: Service, period: number, now: Date): string {
  const today = dateOf(now);
  const from = service.expiresOn !== null && service.expiresOn > today ? service.expiresOn : today;
  return endOfPeriod(from, period);
}

/**
 * Finds double purchases: same licence and tariff, both paid (or both trials), at the same time. A deleted service counts up
 * to its deletion, because the money is gone all the same. `surplus` counts those bought although one was there.
 */
export function findDuplicates(services: readonly Service[]): { ids: ReadonlySet<string>; surplus: number } {
  const groups = new Map<string, { service: Service; from: number; to: number }[]>();
  for (const service of services) {
    if (service.paidAt === null || service.expiresOn === null) continue;
    const key = `${service.licence} ${service.pricelistId} ${service.cost === 0n}`;
    const end = service.deletedAt === null ? Infinity : Date.parse(service.deletedAt);
    const to = Math.min(end, Date.parse(`${service.expiresOn}T23:59:59.999Z`));
    groups.set(key, [...(groups.get(key) ?? []), { service, from: Date.parse(service.paidAt), to }]);
  }
  const ids = new Set<string>();
  let surplus = 0;
  for (const spans of groups.values()) {
    spans.sort((a, b) => a.from - b.from);
    for (const [index, span] of spans.entries()) {
      const earlier = spans.slice(0, index).filter((other) => other.to > span.from);
      if (earlier.length === 0) continue;
      surplus += 1;
      for (const other of [span, ...earlier]) ids.add(other.service.id);
    }
  }
  return { ids, surplus };
}
