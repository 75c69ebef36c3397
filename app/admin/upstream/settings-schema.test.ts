import { describe, expect, it } from 'vitest';
import { currencySchema, settingsSchema } from './settings-schema.ts';
import { typedAmount } from './words.ts';

const typed = {
  name: ' Supplier ',
  url: 'https://api.example.org/billmgr',
  username: 'reseller',
  priority: '10',
  minimalBalance: '50,5',
  department: '',
  departmentEmail: ' ',
  orderMode: 'cart',
  kind_soft: 'on',
  kind_addition: 'on',
};

describe('what staff type about an account', () => {
  it('is read with a comma or a point, and what is empty as none', () => {
    expect(settingsSchema.parse(typed)).toEqual({
      name: 'Supplier',
      url: 'https://api.example.org/billmgr',
      username: 'reseller',
      priority: 10,
      minimalBalance: 505_000n,
      department: '',
      departmentEmail: null,
      orderMode: 'cart',
      kinds: ['addition', 'soft'],
    });
    expect(settingsSchema.parse({ ...typed, minimalBalance: '' }).minimalBalance).toBe(0n);
    expect(currencySchema.parse({ currency: 'usd ', exchangeRate: '0,925' })).toEqual({
      currency: 'USD',
      exchangeRate: 92_500_000n,
    });
    expect(currencySchema.parse({ currency: 'EUR', exchangeRate: '' }).exchangeRate).toBeNull();
  });

  it.each([
    ['minimalBalance', { ...typed, minimalBalance: 'lots' }],
    ['departmentEmail', { ...typed, departmentEmail: 'nobody' }],
    ['orderMode', { ...typed, orderMode: 'later' }],
  ])('is refused with a sentence where %s cannot be read', (field, given) => {
    const [issue] = settingsSchema.safeParse(given).error?.issues ?? [];
    expect(issue?.path).toEqual([field]);
    expect(issue?.message).toMatch(/^(Write|Choose) /);
  });

  it.each(['0', '-1', 'x', '1.123456789'])('is no exchange rate when it is %s', (exchangeRate) => {
    const [issue] = currencySchema.safeParse({ currency: 'USD', exchangeRate }).error?.issues ?? [];
    expect(issue).toMatchObject({ path: ['exchangeRate'], message: expect.stringMatching(/^Write a rate/) });
  });

  it('comes back as it was typed', () => {
    expect([0n, 505_000n, -2_000_000n, 12_345n].map(typedAmount)).toEqual(['0.00', '50.50', '-200.00', '1.2345']);
  });
});
