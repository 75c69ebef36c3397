import { afterAll, beforeAll, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { findOrder } from '#lib/orders/find-order.ts';
import { payTestOrder, placeTestOrder, runFor } from './buying.ts';
import { makeOpenShop } from './factories.ts';
import type { TestSandbox } from './sandbox-control.ts';
import { startTestSandbox } from './sandbox-control.ts';
import { TestClock } from './time.ts';

const PASSWORD = 'Secret: pass/word+%&=ü';
const FORMS = [
  PASSWORD,
  encodeURIComponent(PASSWORD),
  new URLSearchParams({ p: PASSWORD }).toString().slice(2),
  Buffer.from(PASSWORD).toString('base64'),
];
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  await sandbox.settings({ password: PASSWORD });
});
afterAll(() => sandbox.close());

async function everythingStored(): Promise<string> {
  const tables = await db().$queryRaw<
    { name: string }[]
  >`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await db().$queryRawUnsafe<{ text: string | null }[]>(
      `SELECT string_agg(t::text, E'\n') AS text FROM "${name}" t`,
    );
    texts.push(rows[0]?.text ?? '');
  }
  return texts.join('\n');
}

it('nothing secret stands in any table or staff view, whatever the upstream answers', async () => {
  const clock = new TestClock();
  const shop = await makeOpenShop({ url: sandbox.url, password: PASSWORD }, clock.now());
  const order = await placeTestOrder(shop, 'CloudLinux', '4711', clock);
  await payTestOrder(order, clock);
  // An upstream that echoes the request back in its error, as debugging ones do.
  await sandbox.faults([
    {
      func: 'addition.order.param',
      fault: 'error-envelope',
      type: 'value',
      object: 'item',
      message: `authinfo=reseller:${PASSWORD} refused`,
      times: 1,
    },
  ]);
  await runFulfilment(clock.now);
  await sandbox.faults([]);
  const second = await placeTestOrder(shop, 'KernelCare', '4712', clock);
  await payTestOrder(second, clock);
  await sandbox.settings({ password: 'another' });
  await runFulfilment(clock.now);
  await sandbox.settings({ password: PASSWORD });
  await runFor(clock, 120, 30);
  const stored = await everythingStored();
  const shown = JSON.stringify(await findOrder(shop.owner, order.orderId), (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  expect(stored).toContain('addition.order.param');
  for (const form of FORMS) {
    expect(stored).not.toContain(form);
    expect(shown).not.toContain(form);
  }
  expect(stored).not.toContain('0123456789abcdef'.repeat(4));
});
