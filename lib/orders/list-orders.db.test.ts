import { expect, it } from 'vitest';
import { makeShop } from '#test/factories.ts';
import { listOrders } from './list-orders.ts';

it('a search for what the database cannot hold finds nothing, and does not break the list', async () => {
  const { owner } = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
  for (const q of ['\u0000', 'a\u0000@example.org', `${'x'.repeat(253)}😀`, 'T-1\u0000']) {
    await expect(listOrders(owner, { q })).resolves.toEqual({ rows: [], nextCursor: null });
  }
});
