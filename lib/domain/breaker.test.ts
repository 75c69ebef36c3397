import { describe, expect, it } from 'vitest';
import { FAULTS_UNTIL_PAUSE, isHeldBack, isTripped, pauseAfter } from './breaker.ts';

const now = new Date('2026-11-20T12:00:00Z');
const later = new Date(now.getTime() + 1);

describe('the circuit breaker', () => {
  it('gives up new purchases before renewals', () => {
    expect(FAULTS_UNTIL_PAUSE.buy).toBeLessThan(FAULTS_UNTIL_PAUSE.renew);
  });

  it.each(['buy', 'renew'] as const)('is tripped for %s from its number of faults on, not before', (purpose) => {
    const limit = FAULTS_UNTIL_PAUSE[purpose];
    expect(isTripped({ faults: limit - 1, pausedUntil: later }, purpose)).toBe(false);
    expect(isTripped({ faults: limit, pausedUntil: null }, purpose)).toBe(true);
  });

  it('holds a call back while the pause lasts, and not a moment longer', () => {
    const tripped = FAULTS_UNTIL_PAUSE.buy;
    expect(isHeldBack({ faults: tripped, pausedUntil: later }, 'buy', now)).toBe(true);
    expect(isHeldBack({ faults: tripped, pausedUntil: now }, 'buy', now)).toBe(false);
    expect(isHeldBack({ faults: tripped, pausedUntil: null }, 'buy', now)).toBe(false);
    expect(isHeldBack({ faults: tripped - 1, pausedUntil: later }, 'buy', now)).toBe(false);
    expect(isHeldBack({ faults: tripped, pausedUntil: later }, 'renew', now)).toBe(false);
  });

  it('rests longer the longer the faults go on, ten minutes at the most', () => {
    const rests = Array.from({ length: 30 }, (_, index) => pauseAfter(index));
    expect(rests.slice(0, FAULTS_UNTIL_PAUSE.buy)).toEqual([0, 0, 0, 0, 0]);
    expect(rests.slice(FAULTS_UNTIL_PAUSE.buy, 14)).toEqual([
      30_000, 30_000, 30_000, 120_000, 120_000, 120_000, 600_000, 600_000, 600_000,
    ]);
    expect(Math.max(...rests)).toBe(600_000);
    expect(rests.at(-1)).toBe(600_000);
  });
});
