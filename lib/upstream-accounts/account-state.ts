import { isTripped } from '#lib/domain/breaker.ts';

/** How an account stands, the gravest first. */
export type AccountState = 'off' | 'all_held' | 'orders_held' | 'low' | 'never_pulled' | 'pull_failed' | 'well';

/** What the state is read from. */
export type StateFacts = {
  readonly enabled: boolean;
  readonly faults: number;
  readonly pausedUntil: Date | null;
  readonly balance: bigint | null;
  readonly minimalBalance: bigint;
  readonly pulledAt: Date | null;
  readonly pullError: string | null;
};

/**
 * Off; no calls, renewals included; no new orders; below the minimal balance; price list never or not lately read; or well. The breaker
 * says "held" from its first pause until a call is answered again.
 */
export function accountState(account: StateFacts): AccountState {
  if (!account.enabled) return 'off';
  if (isTripped(account, 'renew')) return 'all_held';
  if (isTripped(account, 'buy')) return 'orders_held';
  if (account.balance !== null && account.balance < account.minimalBalance) return 'low';
  if (account.pullError !== null) return 'pull_failed';
  return account.pulledAt === null ? 'never_pulled' : 'well';
}
