import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { payTestOrder, placeTestOrder, runFor, standing } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';

const ORDER = 'addition.order.param';
let sandbox: TestSandbox;
let shop: TestShop;
let licence = 400_000;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
beforeEach(async () => {
  licence += 1;
  await sandbox.faults([]);
});
afterAll(() => sandbox.close());

/** A real worker process, killed with SIGKILL as soon as `when` is true. */
async function killWorker(when: () => Promise<boolean>): Promise<void> {
  const worker = spawn(process.execPath, ['test/fulfil-once.ts', clock.now().toISOString()], {
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
  clock.pass(60);
  await runFor(clock, 700, 10);
  expect(await sandbox.bought(String(licence))).toHaveLength(1);
  expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
}

describe('a process killed between the call and its recording', () => {
  it('after the upstream bought leaves one purchase after the restart', async () => {
    const order = await placeTestOrder(shop, 'CloudLinux', String(licence), clock);
    await payTestOrder(order, clock);
    await sandbox.faults([{ func: ORDER, fault: 'delay-after', delayMs: 5_000, times: 1 }]);
    await killWorker(async () => (await sandbox.bought(String(licence))).length === 1);
    await expectOnePurchase(order);
  });

  it('before the upstream acts leaves one purchase after the restart', async () => {
    const order = await placeTestOrder(shop, 'CloudLinux', String(licence), clock);
    await payTestOrder(order, clock);
    await sandbox.faults([{ func: ORDER, fault: 'delay', delayMs: 1_000, times: 1 }]);
    await killWorker(async () => (await standing(order.itemId)).fulfilment === 'ordering');
    // The upstream got the request, or not: either way the restart must find out before it sends another.
    await vi.waitUntil(settled, { timeout: 5_000, interval: 100 });
    await expectOnePurchase(order);
  });
});

/** Whether the sandbox has nothing under way any more: two looks apart show the same purchases. */
async function settled(): Promise<boolean> {
  const before = (await sandbox.bought(String(licence))).length;
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  return (await sandbox.bought(String(licence))).length === before;
}
