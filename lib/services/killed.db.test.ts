import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { changeStanding, chargesOf, makeService, runChangesFor } from '#test/owned-service.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { requestChange } from './request-change.ts';

const house = useOpenShop();

/** A real worker process, killed with SIGKILL as soon as `when` is true. */
async function killWorker(when: () => Promise<boolean>): Promise<void> {
  const worker = spawn(process.execPath, ['test/change-once.ts', house.clock.now().toISOString()], {
    stdio: 'ignore',
    env: process.env,
  });
  const exited = once(worker, 'exit');
  await vi.waitUntil(when, { timeout: 20_000, interval: 20 });
  worker.kill('SIGKILL');
  await exited;
}

async function renewal() {
  const service = await makeService(house);
  const id = await requestChange(house.shop.owner, service.id, { action: 'renew', period: 1 }, house.clock.now());
  return { id, charges: () => chargesOf(house.sandbox, service.upstreamServiceId) };
}

async function expectChargedOnce({ id, charges }: Awaited<ReturnType<typeof renewal>>): Promise<void> {
  expect((await changeStanding(id)).status).toBe('sending');
  house.clock.pass(60);
  await runChangesFor(house.clock, 700, 10);
  expect(await charges()).toHaveLength(1);
  expect(await changeStanding(id)).toMatchObject({ status: 'done', booked: [-130_000n, 130_000n] });
}

describe('a process killed between the renewal and its recording', () => {
  it('after the upstream charged leaves one charge after the restart', async () => {
    const renewed = await renewal();
    await house.sandbox.faults([
      { func: 'service.prolong', submitOnly: true, fault: 'delay-after', delayMs: 5_000, times: 1 },
    ]);
    await killWorker(async () => (await renewed.charges()).length === 1);
    await expectChargedOnce(renewed);
  });

  it('before the upstream acts leaves one charge after the restart', async () => {
    const renewed = await renewal();
    await house.sandbox.faults([
      { func: 'service.prolong', submitOnly: true, fault: 'delay', delayMs: 1_000, times: 1 },
    ]);
    await killWorker(async () => (await changeStanding(renewed.id)).status === 'sending');
    // Killed before or after the first byte: the upstream acts on a request that nobody listens to any more, or has none.
    await vi.waitUntil(async () => (await renewed.charges()).length === 1, { timeout: 3_000 }).catch(() => {});
    await expectChargedOnce(renewed);
  });
});
