import type { Currency } from './currency.ts';

/** What a posting is about. */
export type LedgerKind = 'payment' | 'surplus' | 'purchase' | 'renewal' | 'sale' | 'refund';

/** One signed line: positive is debit. */
export type LedgerLine = { readonly account: string; readonly amount: bigint; readonly currency: Currency };

/** Account codes. Assets and costs grow by debit, debts and revenue by credit. */
export const ledgerAccount = {
  /** Money that a payment provider holds for us. */
  provider: (provider: string): string => `provider:${provider}`,
  /** What a customer paid for something not yet delivered. */
  advance: (customerId: string): string => `advance:${customerId}`,
  /** What a customer may spend or have back. */
  balance: (customerId: string): string => `balance:${customerId}`,
  /** Sales. */
  revenue: (): string => 'revenue',
  /** What sold things cost us. */
  costOfSales: (): string => 'cost-of-sales',
  /** Our prepaid money at an upstream account. */
  upstream: (upstreamAccountId: string): string => `upstream:${upstreamAccountId}`,
} as const;

function transfer(debit: string, credit: string, amount: bigint, currency: Currency): readonly LedgerLine[] {
  return [
    { account: debit, amount, currency },
    { account: credit, amount: -amount, currency },
  ];
}

/** A payment came in for an order that is not yet delivered. */
export function paymentLines(
  provider: string,
  customerId: string,
  amount: bigint,
  currency: Currency,
): readonly LedgerLine[] {
  return transfer(ledgerAccount.provider(provider), ledgerAccount.advance(customerId), amount, currency);
}

/** A payment came in for an order that was already paid. */
export function surplusLines(
  provider: string,
  customerId: string,
  amount: bigint,
  currency: Currency,
): readonly LedgerLine[] {
  return transfer(ledgerAccount.provider(provider), ledgerAccount.balance(customerId), amount, currency);
}

/** The upstream charged us. */
export function purchaseLines(upstreamAccountId: string, cost: bigint, currency: Currency): readonly LedgerLine[] {
  return transfer(ledgerAccount.costOfSales(), ledgerAccount.upstream(upstreamAccountId), cost, currency);
}

/** The service was delivered: the advance becomes revenue. */
export function saleLines(customerId: string, retail: bigint, currency: Currency): readonly LedgerLine[] {
  return transfer(ledgerAccount.advance(customerId), ledgerAccount.revenue(), retail, currency);
}

/** A payment was given back, before delivery (from the advance) or after (from revenue). */
export function refundLines(
  provider: string,
  customerId: string,
  delivered: boolean,
  amount: bigint,
  currency: Currency,
): readonly LedgerLine[] {
  const from = delivered ? ledgerAccount.revenue() : ledgerAccount.advance(customerId);
  return transfer(from, ledgerAccount.provider(provider), amount, currency);
}

/** Whether the lines sum to zero in every currency (R16). */
export function isBalanced(lines: readonly LedgerLine[]): boolean {
  const totals = new Map<Currency, bigint>();
  for (const line of lines) totals.set(line.currency, (totals.get(line.currency) ?? 0n) + line.amount);
  return [...totals.values()].every((total) => total === 0n);
}
