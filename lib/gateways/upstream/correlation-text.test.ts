import { describe, expect, test } from 'vitest';
import { carriesCorrelation, correlationText } from './correlation-text.ts';

describe('a name with its correlation', () => {
  test('carries both', () => expect(correlationText('shop-000123', 'cal_1')).toBe('shop-000123 cal_1'));

  test('without a name is the correlation alone', () => expect(correlationText(' ', 'cal_1')).toBe('cal_1'));

  test('is cut to 255 characters, the correlation whole', () => {
    const text = correlationText('n'.repeat(400), 'cal_1');
    expect(text).toHaveLength(255);
    expect(text.endsWith('n cal_1')).toBe(true);
  });

  test('is not cut within a sign', () => {
    const text = correlationText('😀'.repeat(200), 'cal_12');
    expect(text.isWellFormed()).toBe(true);
    expect(text.length).toBeLessThanOrEqual(255);
    expect(carriesCorrelation(text, 'cal_12')).toBe(true);
  });

  test('has no line breaks or control signs', () => {
    expect(correlationText('a\r\nb\u0000\tc', 'cal_1')).toBe('a b c cal_1');
  });

  test('that carries it already stays as it is', () => {
    expect(correlationText('shop cal_1', 'cal_1')).toBe('shop cal_1');
  });
});

describe('a correlation is found', () => {
  test.each(['cal_1', 'shop cal_1', 'cal_1 shop', 'shop (cal_1)', 'shop, cal_1.'])('in "%s"', (text) =>
    expect(carriesCorrelation(text, 'cal_1')).toBe(true),
  );

  test.each(['', 'cal_12', 'xcal_1', 'cal_1-2', 'écal_1', 'cal'])('not in "%s"', (text) =>
    expect(carriesCorrelation(text, 'cal_1')).toBe(false),
  );

  test('never by an empty one', () => expect(carriesCorrelation('shop', '')).toBe(false));
});
