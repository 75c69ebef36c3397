import { AppError } from '#lib/domain/errors.ts';
import { convertCost } from '#lib/domain/exchange-rate.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import type { Tariff, UpstreamPriceList } from '#lib/gateways/upstream/export-price-list.ts';
import { exportPriceList } from '#lib/gateways/upstream/export-price-list.ts';
import type { AddonCost } from '#lib/pricing/addons.ts';
import type { AccountCurrency } from './account-currency.ts';
import { rateOf } from './account-currency.ts';
import type { ListedTariff, ListedTariffs } from './listed-tariff.ts';

/** Whose lists are read. */
export type ListedAccount = AccountCurrency & { readonly kinds: readonly ProductKind[] };

type PeriodCost = Tariff['costs'][number];

/**
 * Reads the lists of all kinds of an account over the network, one after the other, and refuses them as a whole when one must not be
 * taken over: `price_list_empty` (an empty list of a kind in `expected`, or of all), `price_list_currency`, `price_list_malformed`,
 * or the upstream's own reason (domain/fulfilment.ts).
 */
export async function readPriceList(
  connection: UpstreamConnection,
  account: ListedAccount,
  expected: ReadonlySet<ProductKind>,
): Promise<ListedTariffs> {
  const rate = rateOf(account);
  const tariffs: ListedTariff[] = [];
  let ignoredPeriods = 0;
  let ignoredAddons = 0;
  for (const kind of new Set(account.kinds)) {
    const list = await readKind(connection, kind);
    if (list.tariffs.length === 0 && expected.has(kind)) throw empty(kind);
    demandCurrency(list, account);
    tariffs.push(...list.tariffs.map((tariff) => toListed(kind, tariff, account.currency, rate)));
    ignoredPeriods += list.ignoredPeriods;
    ignoredAddons += list.ignoredAddons;
  }
  if (tariffs.length === 0) throw empty(null);
  return { tariffs, ignoredPeriods, ignoredAddons };
}

async function readKind(connection: UpstreamConnection, kind: ProductKind): Promise<UpstreamPriceList> {
  const answer = await exportPriceList(connection, kind);
  if (answer.ok) return answer.value;
  const malformed = answer.error === null && answer.exchange.httpStatus === 200;
  const text = sentence(kind, answer.message);
  throw new AppError('unavailable', malformed ? 'price_list_malformed' : answer.reason, text);
}

function empty(kind: ProductKind | null): AppError {
  const which = kind === null ? '' : ` of ${kind}`;
  return new AppError(
    'unavailable',
    'price_list_empty',
    `The upstream sent an empty price list${which}. Nothing was changed.`,
  );
}

/** A tariff that is priced in other currencies alone would silently be sold no more. */
function demandCurrency({ tariffs }: UpstreamPriceList, { currency, store }: AccountCurrency): void {
  const priced = tariffs.flatMap(({ costs, addons }) => [costs, ...addons.map((addon) => addon.costs)]);
  const foreign = priced.find((costs) => costs.length > 0 && costs.every((cost) => cost.currency !== currency));
  if (!foreign) return;
  const other = foreign[0]?.currency ?? '';
  const wanted = currency === store.currency ? `the store sells in ${currency}` : `the account is kept in ${currency}`;
  const message = `The price list is in ${other}, but ${wanted}. Nothing was changed.`;
  throw new AppError('unavailable', 'price_list_currency', message);
}

function toListed(kind: ProductKind, tariff: Tariff, currency: string, rate: bigint | null): ListedTariff {
  const { costs, addons, ...texts } = tariff;
  const byId = new Map(addons.map((addon) => [addon.id, addon]));
  return {
    kind,
    ...texts,
    costs: costsIn(currency, rate, costs),
    addons: [...byId.values()].map((addon) => ({ ...addon, costs: costsIn(currency, rate, addon.costs) })),
  };
}

function costsIn(currency: string, rate: bigint | null, costs: readonly PeriodCost[]): Map<number, AddonCost> {
  const byPeriod = new Map<number, AddonCost>();
  for (const { period, cost: upstreamCost, currency: listedIn } of costs) {
    if (listedIn !== currency) continue;
    // Should a length come twice, the dearer one keeps us from selling below cost.
    const known = byPeriod.get(period);
    if (known && known.upstreamCost >= upstreamCost) continue;
    byPeriod.set(period, { cost: convertCost(upstreamCost, rate), upstreamCost });
  }
  return byPeriod;
}

function sentence(kind: ProductKind, message: string): string {
  const text = message.trim() || 'The upstream gave no usable answer';
  return `The price list of ${kind} could not be read. ${text}${/[.!?]$/.test(text) ? '' : '.'}`;
}
