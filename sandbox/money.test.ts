import { describe, expect, test } from 'vitest';
import { endOfPeriod } from './calendar.ts';
import { formatBalance, formatMoney, isMoneyText, parseMoney } from './money.ts';

describe('money', () => {
  test.each([
    ['12', '12.0000', '12.00'],
    ['0.1', '0.1000', '0.10'],
    ['-3.9286', '-3.9286', '-3.9286'],
    ['10.567', '10.5670', '10.567'],
    ['900719925474.0001', '900719925474.0001', '900719925474.0001'],
  ])('%s is kept exactly', (text, exact, balance) => {
    expect(formatMoney(parseMoney(text))).toBe(exact);
    expect(formatBalance(parseMoney(text))).toBe(balance);
  });

  test.each(['', '1,5', '1.00001', '1e3', ' 1'])('"%s" is not an amount', (text) => {
    expect(isMoneyText(text)).toBe(false);
    expect(() => parseMoney(text)).toThrow(RangeError);
  });
});

describe('the end of a period', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-12-25', -100, '2027-01-08'],
  ])('%s plus %i is %s', (from, period, until) => {
    expect(endOfPeriod(from, period)).toBe(until);
  });
});
