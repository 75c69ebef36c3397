import type { Money } from './money.ts';
import type { Sandbox } from './sandbox.ts';
import type { LedgerEntry } from './state.ts';

type Posting = Pick<LedgerEntry, 'kind' | 'serviceId' | 'description'> & { amount: Money };

/** Whether the balance covers the cost; a free thing is always affordable, even below zero. */
export function canAfford({ state }: Sandbox, cost: Money): boolean {
  return cost <= 0n || state.balance >= cost;
}

/** Moves the balance and writes the ledger; a charge has a negative amount. */
export function post(sandbox: Sandbox, posting: Posting): void {
  const { state } = sandbox;
  state.balance += posting.amount;
  state.ledger.push({ at: sandbox.now().toISOString(), ...posting, balanceAfter: state.balance });
}

/** Brings the balance to an amount, with the difference in the ledger. */
export function setBalance(sandbox: Sandbox, balance: Money): void {
  const amount = balance - sandbox.state.balance;
  if (amount === 0n) return;
  const kind = amount > 0n ? 'topup' : 'adjustment';
  post(sandbox, { kind, amount, serviceId: null, description: 'Balance set by control' });
}
