import { expect, it } from 'vitest';
import { nextPath } from './next-path.ts';

it.each(['/admin', '/admin/orders?q=1#x', '/admin?x'])('%s is where a sign-in leads', (path) => {
  expect(nextPath(path)).toBe(path);
});

it.each([
  undefined,
  ['/admin/orders'],
  '',
  '//evil.test',
  'https://evil.test/admin',
  '/administer',
  '/admin\n',
  '/admin/\r\nx: y',
  '/admin/ä',
  '/admin/\u0000',
  '/admin/ x',
  `/admin/${'x'.repeat(3000)}`,
])('%j leads to the dashboard instead', (path) => {
  expect(nextPath(path)).toBe('/admin');
});
