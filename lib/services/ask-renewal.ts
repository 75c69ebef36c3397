import type { Reason } from '#lib/domain/fulfilment.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import type { ProlongPreview } from '#lib/gateways/upstream/preview-prolong.ts';
import { previewProlong } from '#lib/gateways/upstream/preview-prolong.ts';
import { db } from '#lib/platform/db.ts';
import { currentCost } from '#lib/pricing/below-cost.ts';
import type { Service, UpstreamAccount } from '#prisma/generated/client.ts';
import type { Told } from './read-state.ts';
import { noted } from './read-state.ts';

/** What the upstream would do and charge, in ten-thousandths of the account's currency. Dates are `YYYY-MM-DD`, null where it does not tell. */
export type RenewalOffer = {
  readonly expiresOn: string | null;
  readonly newExpiresOn: string | null;
  readonly cost: bigint;
  readonly currency: string;
};

type Renewable = Service & { readonly account: UpstreamAccount };

/** What the preview says it costs; else what the price list said when it was last pulled; null when neither tells. */
async function costOf(service: Renewable, period: number, preview: ProlongPreview): Promise<bigint | null> {
  const { currency } = service.account;
  if (preview.cost !== null) return (preview.currency ?? currency) === currency ? preview.cost : null;
  const { upstreamAccountId, kind, upstreamId, addons } = service;
  const listed = await currentCost(db(), { upstreamAccountId, kind, upstreamId, period, addons });
  return listed?.upstreamCurrency === currency ? listed.upstreamCost : null;
}

/** Asks what a renewal would do and cost, without ordering it. */
export async function askRenewal(
  connection: UpstreamConnection,
  service: Renewable,
  period: number,
  now: Date,
): Promise<Told<{ offer: RenewalOffer }>> {
  const serviceId = service.upstreamServiceId;
  const read = await noted(service.upstreamAccountId, await previewProlong(connection, { serviceId, period }), now);
  if (!read.ok) {
    const reason: Reason = read.error?.type === 'missed' ? 'gone_upstream' : read.reason;
    return { ok: false, reason, message: read.message };
  }
  const { expiresOn, newExpiresOn, periods } = read.value;
  if (periods.length > 0 && !periods.includes(period)) {
    const offered = periods.join(', ');
    return { ok: false, reason: 'refused', message: `The supplier renews it by ${offered} months, not by ${period}` };
  }
  const cost = await costOf(service, period, read.value);
  if (cost === null) {
    const { currency } = service.account;
    return { ok: false, reason: 'unresolved', message: `The supplier does not tell what it costs in ${currency}` };
  }
  return { ok: true, offer: { expiresOn, newExpiresOn, cost, currency: service.account.currency } };
}
