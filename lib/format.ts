import { TRIAL } from './domain/billing-period.ts';
import type { Period } from './domain/billing-period.ts';
import type { Currency } from './domain/currency.ts';
import { minorDigits } from './domain/currency.ts';
import { toDecimalText } from './domain/money.ts';
import type { ProductKind, Subject } from './domain/product-kind.ts';
import { subjectOf } from './domain/product-kind.ts';

/** Pages of this edition are in English; the zone is said with every instant. */
export const PAGE_LOCALE = 'en';

type DecimalText = `${number}`;

function isDecimalText(text: string): text is DecimalText {
  return /^-?\d+\.\d+$/.test(text);
}

/** A locale tag that Intl takes: a wrong one, such as "en_US", must not keep a mail about money from being written. */
function usable(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? PAGE_LOCALE;
  } catch {
    return PAGE_LOCALE;
  }
}

function withDecimals(amount: bigint, currency: Currency, locale: string, least: number, most: number): string {
  const text = toDecimalText(amount);
  if (!isDecimalText(text)) throw new Error(`Not a decimal: ${text}`);
  // Intl formats a decimal text exactly; a number would lose digits.
  return new Intl.NumberFormat(usable(locale), {
    style: 'currency',
    currency,
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  })
    .format(text)
    .replace('-', '−');
}

/** An exact amount (ten-thousandths) for people: at least the currency's own decimals, more only where they are not zero. */
export function formatAmount(amount: bigint, currency: Currency, locale: string): string {
  return withDecimals(amount, currency, locale, minorDigits(currency), 4);
}

/** A cost with all four decimals of the upstream, so that a column of costs lines up. */
export function formatCost(amount: bigint, currency: Currency, locale: string): string {
  return withDecimals(amount, currency, locale, 4, 4);
}

/** An amount to the currency's minor unit, rounded: for prices per month, which nobody is asked to pay. */
export function formatRounded(amount: bigint, currency: Currency, locale: string): string {
  const digits = minorDigits(currency);
  return withDecimals(amount, currency, locale, digits, digits);
}

/** Basis points as per cent with at most one decimal: 1660 is "16.6 %". */
export function formatBps(bps: number, locale: string): string {
  const text = new Intl.NumberFormat(usable(locale), { maximumFractionDigits: 1 }).format(bps / 100);
  return `${text.replace('-', '−')} %`;
}

/** A billing period: "1 month", "12 months", "Trial". */
export function formatPeriod(period: Period): string {
  if (period === TRIAL) return 'Trial';
  return period === 1 ? '1 month' : `${period} months`;
}

const WHAT_FOR = {
  addition: 'licence',
  softexternal: 'server',
  platform: '',
  soft: 'server',
} as const satisfies Record<ProductKind, string>;

/** What a thing is for, in two parts, for pages that set the second in another type: "licence", "234256". Null for a platform. */
export function formatSubject(thing: Subject): { readonly what: string; readonly which: string } | null {
  const which = subjectOf(thing);
  return which === null ? null : { what: WHAT_FOR[thing.kind], which };
}

/** A thing and what it is for: "CloudLinux for licence 234256", "ispmanager 6 lite for server 203.0.113.7", "VMmanager 6". */
export function formatThing(thing: Subject & { readonly name: string }): string {
  const subject = formatSubject(thing);
  return subject === null ? thing.name : `${thing.name} for ${subject.what} ${subject.which}`;
}

/** What was chosen of an add-on: "Nodes × 3", "Extended support". */
export function formatAddon(addon: {
  readonly name: string;
  readonly type: string;
  readonly quantity: number;
}): string {
  return addon.type === 'flag' ? addon.name : `${addon.name} × ${addon.quantity}`;
}

/** Everybody reads "20 Nov 2026" alike; bare English would put the month first. */
function dateLocale(locale: string): string {
  return locale === 'en' ? 'en-GB' : usable(locale);
}

/** A calendar date, which is kept as midnight UTC: "20 Dec 2026". */
export function formatDate(on: Date, locale: string): string {
  return new Intl.DateTimeFormat(dateLocale(locale), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(on);
}

/** Date, time to the second and zone, in UTC: "20 Nov 2026, 14:02:07 UTC". */
export function formatInstant(at: Date, locale: string): string {
  const text = new Intl.DateTimeFormat(dateLocale(locale), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }).format(at);
  return `${text} UTC`;
}

/** Time of the day to the second and zone, in UTC: "14:02:07 UTC". */
export function formatClock(at: Date, locale: string): string {
  const text = new Intl.DateTimeFormat(usable(locale), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }).format(at);
  return `${text} UTC`;
}

const STEPS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** Distance from now in the largest fitting unit: "12 minutes ago", "in 3 hours", "just now". */
export function formatRelative(at: Date, now: Date, locale: string): string {
  const distanceMs = at.getTime() - now.getTime();
  for (const { unit, ms } of STEPS) {
    if (Math.abs(distanceMs) >= ms) {
      return new Intl.RelativeTimeFormat(usable(locale), { numeric: 'always' }).format(
        Math.trunc(distanceMs / ms),
        unit,
      );
    }
  }
  return distanceMs > 0 ? 'in less than a minute' : 'just now';
}

/** An address that its owner recognises and nobody else can use: "a…@example.org". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '…' : `${email.slice(0, 1)}…${email.slice(at)}`;
}
