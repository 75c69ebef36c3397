import { describe, expect, it } from 'vitest';
import { TestClock } from '#test/time.ts';
import { MOST_VERDICTS, recallVerdict, rememberVerdict } from './address-memo.ts';

describe('what a supplier said of an address', () => {
  it.each([
    ['free', 299, 'free'],
    ['free', 300, null],
    ['refused', 299, 'refused'],
    ['untold', 29, 'untold'],
    ['untold', 30, null],
  ] as const)('being %s is after %d seconds %s', (verdict, seconds, known) => {
    const clock = new TestClock();
    rememberVerdict('one', verdict, clock.now());
    clock.pass(seconds);
    expect(recallVerdict('one', clock.now())).toBe(known);
    expect(recallVerdict('another', clock.now())).toBeNull();
  });

  it('is kept of so many addresses only, the newest', () => {
    const now = new TestClock().now();
    for (let count = 0; count <= MOST_VERDICTS; count += 1) rememberVerdict(`many ${count}`, 'free', now);
    expect(recallVerdict('many 0', now)).toBeNull();
    expect(recallVerdict('many 1', now)).toBe('free');
    expect(recallVerdict(`many ${MOST_VERDICTS}`, now)).toBe('free');
  });
});
