import { expect, it } from 'vitest';
import { countryOf, listCountries } from './countries.ts';

it('every country has a name of its own', () => {
  const countries = listCountries('en');
  expect(countries).toHaveLength(249);
  expect(new Set(countries.map(({ name }) => name)).size).toBe(249);
  expect(countries.every(({ code, name }) => code !== name)).toBe(true);
});

it('a country is taken from the language header only where it names one', () => {
  expect(countryOf('de-AT,de;q=0.9,en;q=0.8')).toBe('AT');
  expect(countryOf('zh-Hant-TW')).toBe('TW');
  expect(countryOf('de,en-GB;q=0.7')).toBe('GB');
  expect(countryOf('de')).toBe('');
  expect(countryOf('xx-XX, *')).toBe('');
  expect(countryOf('')).toBe('');
});
