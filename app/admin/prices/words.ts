import type { MarkupRule, Rounding } from '#lib/domain/price.ts';
import { formatAmount, formatBps, PAGE_LOCALE } from '#lib/format.ts';
import type { PriceDeskRow } from '#lib/pricing/queries.ts';

/** Why a price is not published, in a word or two. */
export const LEFT_OUT = {
  hidden: 'hidden',
  vanished: 'gone',
  inactive: 'not active',
  account_disabled: 'account off',
  kind_off: 'kind off',
  sold_by_other_account: 'other account',
  no_rule: 'no rule',
  below_cost: 'below cost',
  addon_unpriced: 'add-on without price',
  free: 'free',
  trial: 'trial',
} as const satisfies Record<NonNullable<PriceDeskRow['leftOut']>, string>;

/** Kinds of products as staff call them. */
export const KINDS = {
  addition: 'modules',
  softexternal: 'third-party licences',
  platform: 'platforms',
  soft: 'ispmanager licences',
} as const satisfies Record<PriceDeskRow['kind'], string>;

/** The same at the beginning of a line; the vendor writes ispmanager in small letters. */
export const KIND_HEADINGS = {
  addition: 'Modules',
  softexternal: 'Third-party licences',
  platform: 'Platforms',
  soft: 'ispmanager licences',
} as const satisfies Record<PriceDeskRow['kind'], string>;

/** One of a kind. */
export const ONE_OF = {
  addition: 'module',
  softexternal: 'third-party licence',
  platform: 'platform',
  soft: 'ispmanager licence',
} as const satisfies Record<PriceDeskRow['kind'], string>;

/** Where a rounding goes, always upwards. */
export const ROUNDING_WORDS = {
  minor: 'to the cent',
  tenth: 'to 0.10',
  half: 'to 0.50',
  unit: 'to 1.00',
  x90: 'to x.90',
  x99: 'to x.99',
} as const satisfies Record<Rounding, string>;

const ROUNDING_SIGNS = {
  minor: '',
  tenth: '0.10',
  half: '0.50',
  unit: '1.00',
  x90: '.90',
  x99: '.99',
} as const satisfies Record<Rounding, string>;

/** A rule as short as a column wants it: "+20 % +€0.50 ↑ .90", the last part being where it is rounded up to. */
export function ruleText(rule: MarkupRule, currency: string): string {
  const percent = `${rule.percentBps < 0 ? '' : '+'}${formatBps(rule.percentBps, PAGE_LOCALE)}`;
  const fixed = `${rule.fixed > 0n ? '+' : ''}${formatAmount(rule.fixed, currency, PAGE_LOCALE)}`;
  const rounding = ROUNDING_SIGNS[rule.rounding];
  return [percent, rule.fixed === 0n ? '' : fixed, rounding === '' ? '' : `↑ ${rounding}`]
    .filter((part) => part !== '')
    .join(' ');
}
