import { describe, expect, it } from 'vitest';
import { addonRetail } from './addons.ts';
import { isPeriod, TRIAL } from './billing-period.ts';
import { ABSENT_AFTER_MS, SETTLED_WITHIN_MS } from './fulfilment.ts';
import { money, sum } from './money.ts';
import type { MarkupRule } from './price.ts';
import { isBelowCost, marginBps, retailPrice, winningMarkup } from './price.ts';
import { changeKey, isMovingChange } from './service-change.ts';

function rule(scopeKey: string, facts: Partial<MarkupRule> = {}): MarkupRule {
  return { scope: 'default', scopeKey, percentBps: 0, fixed: 0n, rounding: 'minor', ...facts };
}

describe('a price below cost', () => {
  it('is one that is less than its cost, by however little', () => {
    expect([isBelowCost(99_999n, 100_000n), isBelowCost(100_000n, 100_000n), isBelowCost(100_001n, 100_000n)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('of an add-on is lifted to its cost, and no other is', () => {
    expect(addonRetail(100_050n, rule('default', { percentBps: -5_000 }), 'EUR')).toBe(100_100n);
    expect(addonRetail(100_000n, rule('default', { percentBps: 2_000 }), 'EUR')).toBe(120_000n);
  });
});

describe('the winning markup', () => {
  const thing = { kind: 'soft', productId: 'prd_1', itemId: 'itm_1' };
  const keys = ['item:itm_1', 'product:prd_1', 'kind:soft', 'default'];

  it('is that of the item, then of the product, then of the kind, then the default', () => {
    for (const [index, key] of keys.entries()) {
      const rules = new Map(keys.slice(index).map((each) => [each, rule(each)]));
      expect(winningMarkup(rules, thing)?.scopeKey).toBe(key);
    }
    expect(winningMarkup(new Map([['item:itm_2', rule('item:itm_2')]]), thing)).toBeNull();
  });
});

describe('rounding', () => {
  it.each([
    ['minor', 101_234n, 101_300n],
    ['tenth', 101_234n, 102_000n],
    ['half', 101_234n, 105_000n],
    ['half', 105_001n, 110_000n],
    ['unit', 101_234n, 110_000n],
    ['x90', 101_234n, 109_000n],
    ['x90', 109_001n, 119_000n],
    ['x99', 109_901n, 119_900n],
  ] as const)('%s of %s is %s', (rounding, cost, retail) => {
    expect(retailPrice(cost, rule('default', { rounding }), 'EUR')).toBe(retail);
  });
});

describe('the margin', () => {
  it('is rounded down, also below zero', () => {
    expect([marginBps(30_000n, 20_000n), marginBps(30_000n, 40_000n), marginBps(20_000n, 30_000n)]).toEqual([
      3_333, -3_334, -5_000,
    ]);
    expect([marginBps(10_000n, 10_000n), marginBps(0n, 0n)]).toEqual([0, null]);
  });
});

describe('a sum', () => {
  it('adds', () => expect(sum([money(2n, 'EUR'), money(3n, 'EUR')], 'EUR')).toEqual(money(5n, 'EUR')));
});

describe('a period', () => {
  it.each([
    [TRIAL, true],
    [1, true],
    [120, true],
    [0, false],
    [121, false],
    [-1, false],
    [1.5, false],
    [-99, false],
    [Number.NaN, false],
  ])('of %s months is sold: %s', (months, sold) => expect(isPeriod(months)).toBe(sold));
});

describe('patience', () => {
  it('counts an absence after two minutes, and calls a purchase settled within a quarter of an hour', () => {
    expect([ABSENT_AFTER_MS, SETTLED_WITHIN_MS]).toEqual([120_000, 900_000]);
  });
});

describe('changes of a service', () => {
  it('share one key per service', () => expect(changeKey({ upstreamServiceId: '77' })).toBe('service:77'));

  it('move by themselves until somebody has to act', () => {
    const moving = ['queued', 'sending', 'uncertain'] as const;
    for (const status of moving) expect(isMovingChange(status)).toBe(true);
    for (const status of ['blocked', 'needs_person', 'done', 'cancelled'] as const)
      expect(isMovingChange(status)).toBe(false);
  });
});
