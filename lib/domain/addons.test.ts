import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addonRetail, fitsRange, MOST_OF_ONE, withAddons } from './addons.ts';
import { minorUnit } from './currency.ts';
import { ROUNDINGS } from './price.ts';

const rule = fc.record({
  scope: fc.constant('default' as const),
  scopeKey: fc.constant('default'),
  percentBps: fc.integer({ min: -9_000, max: 100_000 }),
  fixed: fc.bigInt(-1_000_000n, 1_000_000n),
  rounding: fc.constantFrom(...ROUNDINGS),
});
const currency = fc.constantFrom('EUR', 'RUB', 'JPY');

describe('an add-on', () => {
  test('is never sold below its cost, and always for an amount that can be paid, whatever the rule', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10_000_000n), rule, currency, (cost, markup, code) => {
        const retail = addonRetail(cost, markup, code);
        return retail >= cost && retail % minorUnit(code) === 0n;
      }),
    );
  });

  test('is taken in whole numbers between its limits; a flag once at most', () => {
    const nodes = { id: '1', type: 'number', min: 1, max: 10 } as const;
    expect([0, 1, 10, 11, 1.5, Number.NaN].map((quantity) => fitsRange(nodes, quantity))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(fitsRange({ id: '2', type: 'flag', min: 0, max: null }, 2)).toBe(false);
    expect(fitsRange({ id: '3', type: 'number', min: 0, max: null }, MOST_OF_ONE)).toBe(true);
    expect(fitsRange({ id: '3', type: 'number', min: 0, max: null }, MOST_OF_ONE + 1)).toBe(false);
  });
});

describe('an amount with add-ons', () => {
  test('is the base and so many times each, and nothing where something has no amount', () => {
    const amounts = new Map([
      ['a', 5n],
      ['b', 7n],
    ]);
    expect(withAddons(100n, amounts, {})).toBe(100n);
    expect(withAddons(100n, amounts, { a: 2, b: 3 })).toBe(131n);
    expect(withAddons(100n, amounts, { a: 2, c: 0 })).toBe(110n);
    expect(withAddons(100n, amounts, { c: 1 })).toBeNull();
  });
});
