import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { payTestOrder, placeTestOrder, standing } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { runnerAgeMs } from './late.ts';
import { startRunner } from './runner.ts';
import { TIMETABLE } from './timetable.ts';

let sandbox: TestSandbox;
let shop: TestShop;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
afterAll(() => sandbox.close());

describe('the jobs', () => {
  it.each(TIMETABLE.map((job) => [job.name, job] as const))(
    '%s does no harm when it runs three times at once',
    async (_, job) => {
      const licence = String(300_000 + TIMETABLE.indexOf(job));
      const order = await placeTestOrder(shop, 'CloudLinux', licence, clock);
      await payTestOrder(order, clock);
      await Promise.all([job.run(clock.now), job.run(clock.now), job.run(clock.now)]);
      for (const each of TIMETABLE) await each.run(clock.now);
      clock.pass(40);
      for (const each of TIMETABLE) await each.run(clock.now);
      expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
      expect(await sandbox.bought(licence)).toHaveLength(1);
      expect(
        await db().ledgerTransaction.count({
          where: { OR: [{ sourceId: order.paymentId }, { sourceId: { startsWith: order.itemId } }] },
        }),
      ).toBe(3);
      expect(await db().mailMessage.count({ where: { orderId: order.orderId } })).toBe(2);
    },
  );

  it('start at once when the payment is stored, and leave a heartbeat', async () => {
    const now = new TestClock(systemClock().toISOString());
    const order = await placeTestOrder(shop, 'KernelCare', '310001', now);
    const runner = await startRunner();
    try {
      await payTestOrder(order, now);
      const paidAt = Date.now();
      await vi.waitUntil(async () => (await standing(order.itemId)).fulfilment === 'active', {
        timeout: 10_000,
        interval: 10,
      });
      expect(Date.now() - paidAt).toBeLessThan(2_000);
      expect(await runnerAgeMs(new Date())).toBeLessThan(60_000);
    } finally {
      await runner.stop();
    }
  });
});
