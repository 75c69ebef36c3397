import { AppError } from '#lib/domain/errors.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import { exportPriceList } from '#lib/gateways/upstream/export-price-list.ts';

/** A tariff with its costs in the store's currency, by length. */
export type ListedTariff = {
  readonly upstreamId: string;
  readonly additionIntname: string;
  readonly intname: string;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  readonly costs: ReadonlyMap<number, bigint>;
};

/** A price list that can be taken over. */
export type ListedTariffs = { readonly tariffs: readonly ListedTariff[]; readonly ignoredPeriods: number };

/**
 * Reads the list of modules over the network and refuses one that must not be taken over: `price_list_empty`,
 * `price_list_currency`, `price_list_malformed`, or the upstream's own reason (domain/fulfilment.ts).
 */
export async function readPriceList(connection: UpstreamConnection, currency: string): Promise<ListedTariffs> {
  const answer = await exportPriceList(connection, 'addition');
  if (!answer.ok) {
    const malformed = answer.error === null && answer.exchange.httpStatus === 200;
    throw new AppError('unavailable', malformed ? 'price_list_malformed' : answer.reason, sentence(answer.message));
  }
  const { tariffs, ignoredPeriods } = answer.value;
  if (tariffs.length === 0) {
    throw new AppError(
      'unavailable',
      'price_list_empty',
      'The upstream sent an empty price list. Nothing was changed.',
    );
  }
  const foreign = tariffs.find(({ costs }) => costs.length > 0 && costs.every((cost) => cost.currency !== currency));
  if (foreign) {
    const other = foreign.costs[0]?.currency ?? '';
    const message = `The price list is in ${other}, but the store sells in ${currency}. Nothing was changed.`;
    throw new AppError('unavailable', 'price_list_currency', message);
  }
  return {
    ignoredPeriods,
    tariffs: tariffs.map(({ costs, ...tariff }) => ({ ...tariff, costs: costsIn(currency, costs) })),
  };
}

function costsIn(
  currency: string,
  costs: readonly { period: number; cost: bigint; currency: string }[],
): Map<number, bigint> {
  const byPeriod = new Map<number, bigint>();
  for (const each of costs) {
    if (each.currency !== currency) continue;
    // Should a length come twice, the dearer one keeps us from selling below cost.
    const known = byPeriod.get(each.period);
    byPeriod.set(each.period, known !== undefined && known > each.cost ? known : each.cost);
  }
  return byPeriod;
}

function sentence(message: string): string {
  const text = message.trim() || 'The upstream gave no usable answer';
  return `The price list could not be read. ${text}${/[.!?]$/.test(text) ? '' : '.'}`;
}
