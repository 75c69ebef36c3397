import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ceilTo, isPayable, money, parseAmount, sum, toDecimalText } from './money.ts';

describe('amounts as text', () => {
  test('what is printed is read back as the same amount', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), (amount) => parseAmount(toDecimalText(amount)) === amount),
    );
  });

  const read: readonly [string, bigint | null][] = [
    ['913.9286', 9_139_286n],
    ['950.0000', 9_500_000n],
    ['-4', -40_000n],
    [' 0.1 ', 1_000n],
    ['1.00000000', 10_000n],
    ['', null],
    ['.5', null],
    ['1.', null],
    ['1,5', null],
    ['1e3', null],
    ['0x10', null],
    ['1.00001', null],
    ['1 000', null],
    ['NaN', null],
    ['1234567890123456', null],
  ];
  for (const [text, amount] of read) {
    test(`"${text}" is ${amount === null ? 'no amount' : `${amount} ten-thousandths`}`, () => {
      expect(parseAmount(text)).toBe(amount);
    });
  }

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => ['bigint', 'object'].includes(typeof parseAmount(text))));
  });
});

describe('sums and steps', () => {
  test('a sum is exact whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(-(10n ** 15n), 10n ** 15n)), (amounts) => {
        const total = sum(
          amounts.map((amount) => money(amount, 'EUR')),
          'EUR',
        );
        const reversed = sum(
          amounts.toReversed().map((amount) => money(amount, 'EUR')),
          'EUR',
        );
        return total.amount === reversed.amount;
      }),
    );
  });

  test('currencies are never mixed', () => {
    expect(() => sum([money(1n, 'EUR'), money(1n, 'RUB')], 'EUR')).toThrow('Cannot add RUB to EUR');
  });

  test('a step is reached upwards, by less than one step', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 6n), (amount, step) => {
        const result = ceilTo(amount, step);
        return result % step === 0n && result >= amount && result - amount < step;
      }),
    );
  });

  test('only whole minor units can be paid', () => {
    expect(isPayable(money(9_500n, 'EUR'))).toBe(true);
    expect(isPayable(money(9_501n, 'EUR'))).toBe(false);
    expect(isPayable(money(9_500n, 'JPY'))).toBe(false);
    expect(isPayable(money(20_000n, 'JPY'))).toBe(true);
  });
});
