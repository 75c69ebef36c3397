import { describe, expect, it } from 'vitest';
import { fixedText, parseFixed, parsePercent, percentText, ruleOf } from './draft.ts';

describe('a rule while it is typed', () => {
  it('reads a percentage with at most two decimals, with a point or a comma', () => {
    expect([parsePercent('20'), parsePercent('12,5'), parsePercent('-5'), parsePercent(' 0.01 ')]).toEqual([
      2000, 1250, -500, 1,
    ]);
    expect([parsePercent(''), parsePercent('20%'), parsePercent('1.005'), parsePercent('1e3')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('reads nothing typed as no fixed part', () => {
    expect([parseFixed(''), parseFixed('0,5'), parseFixed('-1.2345'), parseFixed('x')]).toEqual([
      0n,
      5000n,
      -12_345n,
      null,
    ]);
  });

  it('comes back from its own text unchanged', () => {
    for (const bps of [0, 1, 2000, 1250, -500]) expect(parsePercent(percentText(bps))).toBe(bps);
    for (const amount of [0n, 5000n, 12_345n, -10_500n]) expect(parseFixed(fixedText(amount))).toBe(amount);
    expect([fixedText(5000n), fixedText(-12_345n)]).toEqual(['0.50', '-1.2345']);
  });

  it('is no rule while a part of it cannot be read', () => {
    const draft = { scopeKey: 'product:prd_1', percent: '20', fixed: '', rounding: 'x90' };
    expect(ruleOf(draft)).toMatchObject({ scope: 'product', percentBps: 2000, fixed: 0n, rounding: 'x90' });
    expect(ruleOf({ ...draft, percent: '2o' })).toBeNull();
    expect(ruleOf({ ...draft, rounding: 'down' })).toBeNull();
    expect(ruleOf({ ...draft, scopeKey: 'galaxy' })).toBeNull();
  });
});
