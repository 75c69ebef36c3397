import { formatRate } from '#lib/domain/exchange-rate.ts';
import { toDecimalText } from '#lib/domain/money.ts';
import type { UpstreamAccount } from '#prisma/generated/client.ts';

/** What the audit keeps of an account's settings: all but the password. */
export function auditFacts(account: UpstreamAccount): Record<string, string | number | boolean | readonly string[]> {
  const { name, url, username, kinds, priority, department, orderMode, currency, exchangeRate, enabled } = account;
  return {
    name,
    url,
    username,
    kinds,
    priority,
    minimalBalance: toDecimalText(account.minimalBalance),
    department,
    departmentEmail: account.departmentEmail ?? '',
    orderMode,
    currency,
    exchangeRate: exchangeRate === null ? '' : formatRate(exchangeRate),
    enabled,
  };
}
