import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '#lib/domain/errors.ts';
import { nullOnFailure } from './null-on-failure.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  globalThis.panelshopLog = pino({}, { write: (line) => lines.push(line) });
});
afterEach(() => {
  globalThis.panelshopLog = undefined;
});

it('gives what the work gives, and nothing for a refusal', async () => {
  await expect(nullOnFailure(() => Promise.resolve('fine'))).resolves.toBe('fine');
  const refusal = new AppError('unauthenticated', 'wrong_sign_in', 'They do not fit.');
  await expect(nullOnFailure(() => Promise.reject(refusal))).resolves.toBeNull();
  expect(lines).toEqual([]);
});

it('a failure stays inside: it is logged with an id, and its words go nowhere', async () => {
  await expect(nullOnFailure(() => Promise.reject(new Error('Invalid prisma call')))).resolves.toBeNull();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/"id":"err_[0-9a-z]{20}"/);
  expect(lines[0]).toContain('Invalid prisma call');
});
