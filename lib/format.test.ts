import { describe, expect, it } from 'vitest';
import {
  formatBps,
  formatCost,
  formatDate,
  formatInstant,
  formatAmount,
  formatPeriod,
  formatRelative,
  formatRounded,
  maskEmail,
} from './format.ts';

describe('amounts for people', () => {
  it('are exact, with the currency’s own decimals and never fewer', () => {
    expect(formatAmount(95_000n, 'EUR', 'en')).toBe('€9.50');
    expect(formatAmount(9_139_286n, 'EUR', 'en')).toBe('€913.9286');
    expect(formatAmount(12_000_000n, 'JPY', 'en')).toBe('¥1,200');
  });

  it('lose no digit where a floating number would', () => {
    expect(formatAmount(123_456_789_012_345_678_901n, 'EUR', 'en')).toBe('€12,345,678,901,234,567.8901');
  });

  it('show what is below zero with a minus sign', () => {
    expect(formatAmount(-3_000n, 'EUR', 'en')).toBe('−€0.30');
  });

  it('are shown in English where a store’s locale is none', () => {
    expect(formatAmount(95_000n, 'EUR', 'en_US')).toBe('€9.50');
    expect(formatAmount(95_000n, 'EUR', '')).toBe('€9.50');
    expect(formatInstant(new Date('2026-11-20T14:02:07Z'), 'not a locale')).toBe('Nov 20, 2026, 14:02:07 UTC');
  });

  it('of a cost line up on four decimals, and per month are rounded', () => {
    expect(formatCost(104_000n, 'EUR', 'en')).toBe('€10.4000');
    expect(formatRounded(115_833n, 'EUR', 'en')).toBe('€11.58');
  });
});

describe('words for people', () => {
  it('say a share with one decimal and a period in months', () => {
    expect(formatBps(1660, 'en')).toBe('16.6 %');
    expect(formatBps(-100, 'en')).toBe('−1 %');
    expect([formatPeriod(1), formatPeriod(12), formatPeriod(-100)]).toEqual(['1 month', '12 months', 'Trial']);
  });

  it('say an instant with its zone and how far away it is', () => {
    const now = new Date('2026-11-20T14:02:07Z');
    expect(formatInstant(now, 'en')).toBe('20 Nov 2026, 14:02:07 UTC');
    expect(formatDate(new Date('2026-12-20'), 'en')).toBe('20 Dec 2026');
    expect(formatRelative(new Date('2026-11-20T13:50:00Z'), now, 'en')).toBe('12 minutes ago');
    expect(formatRelative(new Date('2026-11-20T17:10:00Z'), now, 'en')).toBe('in 3 hours');
    expect(formatRelative(now, now, 'en')).toBe('just now');
  });

  it('hide all of an address but its first letter and its domain', () => {
    expect(maskEmail('anna@example.org')).toBe('a…@example.org');
    expect(maskEmail('broken')).toBe('…');
  });
});
