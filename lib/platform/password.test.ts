import { expect, it } from 'vitest';
import { hashPassword, passwordFits } from './password.ts';

it('of many checks at once some wait and the rest are refused, and afterwards there is room again', async () => {
  const stored = await hashPassword('the right one');
  const checks = await Promise.allSettled(Array.from({ length: 25 }, () => passwordFits(stored, 'the right one')));
  expect(checks.slice(0, 18)).toEqual(Array.from({ length: 18 }, () => ({ status: 'fulfilled', value: true })));
  for (const check of checks.slice(18)) {
    expect(check).toMatchObject({ status: 'rejected', reason: { kind: 'rate_limited', fact: 'too_many_at_once' } });
  }
  await expect(passwordFits(stored, 'the right one')).resolves.toBe(true);
  await expect(passwordFits(null, 'no such password')).resolves.toBe(false);
});

it('a check that breaks gives its turn back', async () => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await expect(passwordFits('not a hash', 'x')).rejects.toThrow();
  }
  await expect(passwordFits(await hashPassword('x'), 'x')).resolves.toBe(true);
});
