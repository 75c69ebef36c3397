import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minorUnit } from './currency.ts';
import { parseAmount, toDecimalText } from './money.ts';
import type { MarkupRule, Rounding } from './price.ts';
import { isBelowCost, marginBps, retailPrice, ROUNDINGS, scopeKeysFor, winningMarkup } from './price.ts';

const THING = { kind: 'addition', productId: 'prd_1', itemId: 'itm_1' } as const;

function rule(change: Partial<MarkupRule> = {}): MarkupRule {
  return { scope: 'default', scopeKey: 'default', percentBps: 0, fixed: 0n, rounding: 'minor', ...change };
}

const rules = fc.record({
  percentBps: fc.integer({ min: -9_000, max: 100_000 }),
  fixed: fc.bigInt(-1_000_000n, 10_000_000n),
  rounding: fc.constantFrom(...ROUNDINGS),
});
const raising = fc.record({
  percentBps: fc.integer({ min: 0, max: 100_000 }),
  fixed: fc.bigInt(0n, 10_000_000n),
  rounding: fc.constantFrom(...ROUNDINGS),
});
const costs = fc.bigInt(1n, 10n ** 12n);
const currencies = fc.constantFrom('EUR', 'RUB', 'USD', 'JPY');

describe('the most specific markup wins', () => {
  test('item before product before kind before default, whichever of them stand', () => {
    const keys = scopeKeysFor(THING);
    fc.assert(
      fc.property(fc.subarray([...keys]), (standing) => {
        const map = new Map(standing.map((scopeKey) => [scopeKey, rule({ scopeKey })]));
        const expected = keys.find((key) => standing.includes(key)) ?? null;
        return (winningMarkup(map, THING)?.scopeKey ?? null) === expected;
      }),
    );
  });

  test('rules of other things never apply', () => {
    const others = ['kind:soft', 'product:prd_2', 'item:itm_2'].map(
      (scopeKey) => [scopeKey, rule({ scopeKey })] as const,
    );
    expect(winningMarkup(new Map(others), THING)).toBeNull();
  });
});

describe('the retail price', () => {
  const table: readonly {
    cost: string;
    percent: number;
    fixed?: string;
    rounding: Rounding;
    currency?: string;
    retail: string;
  }[] = [
    { cost: '10.4000', percent: 20, rounding: 'minor', retail: '12.4800' },
    { cost: '3.9286', percent: 20, rounding: 'minor', retail: '4.7200' },
    { cost: '3.9286', percent: 20, rounding: 'tenth', retail: '4.8000' },
    { cost: '3.9286', percent: 20, rounding: 'half', retail: '5.0000' },
    { cost: '3.9286', percent: 20, rounding: 'unit', retail: '5.0000' },
    { cost: '3.9286', percent: 20, rounding: 'x90', retail: '4.9000' },
    { cost: '3.9286', percent: 20, rounding: 'x99', retail: '4.9900' },
    { cost: '4.9900', percent: 0, rounding: 'x99', retail: '4.9900' },
    { cost: '4.9901', percent: 0, rounding: 'x99', retail: '5.9900' },
    { cost: '10.0000', percent: 0, fixed: '1.5', rounding: 'minor', retail: '11.5000' },
    { cost: '950.0000', percent: 10, rounding: 'minor', currency: 'JPY', retail: '1045.0000' },
    { cost: '950.5000', percent: 10, rounding: 'x99', currency: 'JPY', retail: '1046.0000' },
    { cost: '0.0000', percent: 20, fixed: '5', rounding: 'x99', retail: '0.0000' },
  ];
  for (const { cost, percent, fixed = '0', rounding, currency = 'EUR', retail } of table) {
    test(`${cost} ${currency} with ${percent} % and ${fixed}, rounded ${rounding}, is ${retail}`, () => {
      const applied = rule({ percentBps: percent * 100, fixed: parseAmount(fixed) ?? 0n, rounding });
      expect(toDecimalText(retailPrice(parseAmount(cost) ?? 0n, applied, currency))).toBe(retail);
    });
  }

  test('a markup that is not negative never leads below cost', () => {
    fc.assert(
      fc.property(
        costs,
        raising,
        currencies,
        (cost, change, currency) => !isBelowCost(retailPrice(cost, rule(change), currency), cost),
      ),
    );
  });

  test('every price can be paid: a multiple of the minor unit, and never below zero', () => {
    fc.assert(
      fc.property(costs, rules, currencies, (cost, change, currency) => {
        const retail = retailPrice(cost, rule(change), currency);
        return retail % minorUnit(currency) === 0n && retail >= 0n;
      }),
    );
  });

  test('a dearer cost never has a lower price under the same rule', () => {
    fc.assert(
      fc.property(costs, costs, rules, currencies, (a, b, change, currency) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        return retailPrice(low, rule(change), currency) <= retailPrice(high, rule(change), currency);
      }),
    );
  });

  test('rounding adds less than one unit of the currency, and a minor unit', () => {
    fc.assert(
      fc.property(costs, fc.constantFrom(...ROUNDINGS), currencies, (cost, rounding, currency) => {
        const retail = retailPrice(cost, rule({ rounding }), currency);
        return retail - cost < 10_000n + minorUnit(currency);
      }),
    );
  });
});

describe('the margin', () => {
  test('is a share of the retail price, rounded down', () => {
    expect(marginBps(120_000n, 100_000n)).toBe(1_666);
    expect(marginBps(90_000n, 100_000n)).toBe(-1_112);
    expect(marginBps(0n, 0n)).toBeNull();
  });
});
