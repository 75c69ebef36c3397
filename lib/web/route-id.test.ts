import { expect, it } from 'vitest';
import { routeId } from './route-id.ts';

it('an id passes as it is', () => {
  expect(routeId('ord_0123456789abcdefghjk')).toBe('ord_0123456789abcdefghjk');
});

it.each(['', '\u0000', 'ord_\u0000', 'ord_%00', 'ORD_1', 'ord_1\n', `ord_${'1'.repeat(200)}`, '../x'])(
  '%j is the address of nothing',
  (text) => {
    expect(() => routeId(text)).toThrow('NEXT_HTTP_ERROR_FALLBACK;404');
  },
);
