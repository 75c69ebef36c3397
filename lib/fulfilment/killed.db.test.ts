import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { runFor, standing } from '#test/buying.ts';
import { useOpenShop } from '#test/use-open-shop.ts';

const ORDER = 'addition.order.param';
const house = useOpenShop();

/** A real worker process, killed with SIGKILL as soon as `when` is true. */
async function killWorker(when: () => Promise<boolean>): Promise<void> {
  const worker = spawn(process.execPath, ['test/fulfil-once.ts', house.clock.now().toISOString()], {
    stdio: 'ignore',
    env: process.env,
  });
  const exited = once(worker, 'exit');
  await vi.waitUntil(when, { timeout: 20_000, interval: 20 });
  worker.kill('SIGKILL');
  await exited;
}

async function expectOnePurchase(order: { itemId: string }): Promise<void> {
  expect((await standing(order.itemId)).fulfilment).toBe('ordering');
  house.clock.pass(60);
  await runFor(house.clock, 700, 10);
  expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
  expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
}

describe('a process killed between the call and its recording', () => {
  it('after the upstream bought leaves one purchase after the restart', async () => {
    const order = await house.paid('CloudLinux');
    await house.sandbox.faults([{ func: ORDER, fault: 'delay-after', delayMs: 5_000, times: 1 }]);
    await killWorker(async () => (await house.sandbox.bought(house.licence)).length === 1);
    await expectOnePurchase(order);
  });

  it('before the upstream acts leaves one purchase after the restart', async () => {
    const order = await house.paid('CloudLinux');
    await house.sandbox.faults([{ func: ORDER, fault: 'delay', delayMs: 1_000, times: 1 }]);
    await killWorker(async () => (await standing(order.itemId)).fulfilment === 'ordering');
    // Killed before or after the first byte: the upstream acts on a request that nobody listens to any more, or has none.
    const acted = async (): Promise<boolean> => (await house.sandbox.bought(house.licence)).length === 1;
    await vi.waitUntil(acted, { timeout: 3_000 }).catch(() => {});
    await expectOnePurchase(order);
  });
});
