import { expect, test } from 'vitest';
import { loginFindings } from './login-findings.ts';

const exchange = { request: {}, httpStatus: 200, response: null, durationMs: 1 };
const answer = { ok: true, value: { name: 'reseller', balance: null }, exchange } as const;

test.each([
  ['https://api.example.org/billmgr', 'good'],
  ['http://api.example.org/billmgr', 'warning'],
  ['http://127.0.0.1:3001/billmgr', 'good'],
])('the password on its way to %s is %s', (address, state) => {
  const { findings, goOn } = loginFindings(answer, address);
  expect(goOn).toBe(true);
  expect(findings).toContainEqual(expect.objectContaining({ topic: 'address', state }));
});

test('an answer that names nobody is no reason to stop asking', () => {
  const unnamed = { ok: false, reason: 'upstream_unreachable', message: 'It names no user', error: null } as const;
  const { findings, goOn } = loginFindings({ ...unnamed, fault: null, exchange }, 'https://api.example.org');
  expect(goOn).toBe(true);
  expect(findings).toContainEqual(expect.objectContaining({ topic: 'login', state: 'warning' }));
});
