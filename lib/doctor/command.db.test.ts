import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { useOpenShop } from '#test/use-open-shop.ts';

const house = useOpenShop();

async function doctor(...words: readonly string[]): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, ['scripts/doctor.ts', ...words], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const exited = once(child, 'exit');
  const [out, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exited;
  return { code, said: out + complaint };
}

test('the command says that right books are right, and names what breaks a rule in wrong ones', async () => {
  const order = await house.paid('CloudLinux');
  await runFulfilment(house.clock.now);
  const right = await doctor('--ledger');
  expect(right.said).toContain('The books are right.');
  expect(right.code).toBe(0);
  const lost = await house.paid('CloudLinux', true);
  await db().orderItem.update({ where: { id: lost.itemId }, data: { nextAttemptAt: null } });
  const wrong = await doctor('--ledger');
  expect(wrong.said).toContain(`${lost.itemId}: item is queued and nothing comes next`);
  expect(wrong.said).toMatch(/1 of \d+ rules are broken/);
  expect(wrong.said).not.toContain(order.itemId);
  expect(wrong.code).toBe(1);
});

test('the command without a question says how to ask', async () => {
  const { code, said } = await doctor();
  expect(said).toContain('npm run doctor -- --ledger');
  expect(code).toBe(1);
});
