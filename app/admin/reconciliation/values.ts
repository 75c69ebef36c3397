import { parseAmount } from '#lib/domain/money.ts';
import { formatCost, formatDate, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { DifferenceKind } from '#lib/reconciliation/difference-kinds.ts';

function dateText(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : formatDate(date, PAGE_LOCALE);
}

function moneyText(text: string): string {
  const [number = '', currency = ''] = text.split(' ');
  const amount = parseAmount(number);
  return amount === null || currency === '' ? text : formatCost(amount, currency, PAGE_LOCALE);
}

/** What an empty side means. */
const NONE = {
  double: '–',
  only_upstream: 'nobody',
  only_ours: '–',
  autoprolong_on: 'off',
  not_booked: 'nothing',
  other_licence: 'none',
  other_expiry: 'not known',
  other_price: '–',
  other_period: '–',
  other_status: '–',
} as const satisfies Record<DifferenceKind, string>;

/** One side of a difference for people. */
export function showValue(kind: DifferenceKind, text: string): string {
  if (text === '') return NONE[kind];
  switch (kind) {
    case 'other_expiry':
      return dateText(text);
    case 'other_price':
    case 'not_booked':
      return moneyText(text);
    case 'other_period':
      return formatPeriod(Number(text));
    case 'autoprolong_on':
      return `every ${formatPeriod(Number(text))}`;
    case 'double':
      return `service ${text}`;
    default:
      return text;
  }
}
