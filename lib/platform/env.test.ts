import { describe, expect, test } from 'vitest';
import { EnvError, parseEnv } from './env.ts';

describe('a setting that cannot be used is told in one sentence that says what is wanted', () => {
  test.each([
    ['PORT', 'nine', 'nine is not a number from 0 to 65535'],
    ['PORT', '65536', '65536 is not a number from 0 to 65535'],
    ['SANDBOX_PORT', '-1', '-1 is not a number from 0 to 65535'],
    ['DEFAULT_MARKUP_PERCENT', '20 %', '20 % is not a percentage from 0 to 1000'],
    ['ROLE', 'both', 'both is not all, web or worker'],
    ['TEST_PAYMENTS', 'yes', 'yes is not on or off'],
    ['PUBLIC_URL', 'shop.example.com', 'it is not an address such as https://shop.example.com'],
    ['ADMIN_EMAIL', 'owner', 'it is not an e-mail address'],
    ['ADMIN_PASSWORD', 'short', 'it has fewer than 10 characters'],
    ['APP_KEY', 'xyz', 'it is not 64 hexadecimal digits'],
    ['SMTP_URL', 'mail:25', 'it is not an address such as smtps://user:password@mail.example.com:465'],
  ])('%s=%s', (name, value, words) => {
    expect(() => parseEnv({ [name]: value })).toThrow(new EnvError(`The setting ${name} cannot be used: ${words}.`));
  });

  test('and what is empty counts as not given', () => {
    const names = ['PORT', 'ROLE', 'DEFAULT_MARKUP_PERCENT', 'PUBLIC_URL', 'APP_KEY', 'LOG_LEVEL'];
    expect(parseEnv(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(parseEnv({}));
    expect(parseEnv({ PORT: '0', DEFAULT_MARKUP_PERCENT: '12.5' })).toMatchObject({
      PORT: 0,
      DEFAULT_MARKUP_PERCENT: 12.5,
    });
  });
});
