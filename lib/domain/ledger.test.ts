import { describe, expect, it } from 'vitest';
import {
  isBalanced,
  ledgerAccount,
  paymentLines,
  purchaseLines,
  refundLines,
  saleLines,
  surplusLines,
} from './ledger.ts';

const line = (account: string, amount: bigint, currency = 'EUR') => ({ account, amount, currency });

describe('postings', () => {
  it.each([
    ['a payment', paymentLines('test', 'cus_1', 5n, 'EUR'), ['provider:test', 'advance:cus_1']],
    ['a surplus', surplusLines('test', 'cus_1', 5n, 'EUR'), ['provider:test', 'balance:cus_1']],
    ['a purchase', purchaseLines('upa_1', 5n, 'EUR'), ['cost-of-sales', 'upstream:upa_1']],
    ['a sale', saleLines('cus_1', 5n, 'EUR'), ['advance:cus_1', 'revenue']],
    ['a refund before delivery', refundLines('test', 'cus_1', false, 5n, 'EUR'), ['advance:cus_1', 'provider:test']],
    ['a refund after delivery', refundLines('test', 'cus_1', true, 5n, 'EUR'), ['revenue', 'provider:test']],
  ])('%s moves its amount from one account to the other', (_, lines, [debit, credit]) => {
    expect(lines).toEqual([line(debit ?? '', 5n), line(credit ?? '', -5n)]);
    expect(isBalanced(lines)).toBe(true);
  });

  it('balance in each currency alone', () => {
    expect(isBalanced([])).toBe(true);
    expect(isBalanced([line('a', 5n), line('b', -4n)])).toBe(false);
    expect(isBalanced([line('a', 5n), line('b', -5n, 'USD')])).toBe(false);
    expect(
      isBalanced([line('a', 2n), line('b', 3n), line('c', -5n), line('d', 1n, 'USD'), line('e', -1n, 'USD')]),
    ).toBe(true);
  });

  it('name each account once', () => {
    const names = [
      ledgerAccount.provider('x'),
      ledgerAccount.advance('x'),
      ledgerAccount.balance('x'),
      ledgerAccount.revenue(),
      ledgerAccount.costOfSales(),
      ledgerAccount.upstream('x'),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});
