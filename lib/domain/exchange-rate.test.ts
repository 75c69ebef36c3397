import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertCost, formatRate, isStaleRate, parseRate, RATE_STALE_AFTER_MS } from './exchange-rate.ts';

describe('an exchange rate', () => {
  it.each([
    ['1', 100_000_000n],
    ['1.0825', 108_250_000n],
    ['0.00000001', 1n],
    [' 95.5 ', 9_550_000_000n],
    ['1234567.12345678', 123_456_712_345_678n],
  ])('%s is read exactly', (text, rate) => expect(parseRate(text)).toBe(rate));

  it.each(['', '0', '0.0', '-1', '1,08', '1.', '.5', '1.123456789', '12345678', '1e3', 'x1', '1x'])(
    '%s is none',
    (text) => expect(parseRate(text)).toBeNull(),
  );

  it('is written as it is read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999_999n }), (rate) => {
        expect(parseRate(formatRate(rate))).toBe(rate);
      }),
    );
    expect([formatRate(100_000_000n), formatRate(108_250_000n), formatRate(1n)]).toEqual(['1', '1.0825', '0.00000001']);
  });

  it('never makes a cost smaller than it is, nor larger by more than the last digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 12n }), (cost, rate) => {
        const exact = cost * rate;
        const converted = convertCost(cost, rate) * 100_000_000n;
        expect(converted >= exact && converted - exact < 100_000_000n).toBe(true);
      }),
    );
    expect(convertCost(5n, null)).toBe(5n);
    expect(convertCost(10_000n, 100_000_000n)).toBe(10_000n);
  });

  it('is stale after a week, not at its last moment', () => {
    const setAt = new Date('2026-11-20T12:00:00Z');
    const at = (ms: number): Date => new Date(setAt.getTime() + ms);
    expect(RATE_STALE_AFTER_MS).toBe(7 * 86_400_000);
    expect(isStaleRate(setAt, at(RATE_STALE_AFTER_MS))).toBe(false);
    expect(isStaleRate(setAt, at(RATE_STALE_AFTER_MS + 1))).toBe(true);
    expect(isStaleRate(null, at(RATE_STALE_AFTER_MS + 1))).toBe(false);
  });
});
