import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { payTestOrder, placeTestOrder } from './buying.ts';
import type { TestShop } from './factories.ts';
import { makeOpenShop } from './factories.ts';
import type { TestSandbox } from './sandbox-control.ts';
import { startTestSandbox } from './sandbox-control.ts';
import type { ScriptedOrder } from './scripted-upstream.ts';
import { startScriptedUpstream } from './scripted-upstream.ts';
import { TestClock } from './time.ts';

/** One open shop and its sandbox for all tests of a file; each test begins without faults, with money, and with a licence of its own. */
export function useOpenShop() {
  const clock = new TestClock();
  const made: { sandbox?: TestSandbox; shop?: TestShop; scripted?: { close(): Promise<void> } | undefined } = {};
  let licence = 300_000;

  const need = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The shop is there only inside tests');
    return value;
  };

  beforeAll(async () => {
    made.sandbox = await startTestSandbox({ balance: '100000.0000' });
    made.shop = await makeOpenShop({ url: made.sandbox.url }, clock.now());
  });
  beforeEach(async () => {
    licence += 1;
    await made.sandbox?.faults([]);
    await made.sandbox?.settings({ balance: '100000.0000', activationDelayMs: 0 });
  });
  afterEach(async () => {
    await made.scripted?.close();
    made.scripted = undefined;
  });
  afterAll(() => made.sandbox?.close());

  return {
    clock,
    get sandbox(): TestSandbox {
      return need(made.sandbox);
    },
    get shop(): TestShop {
      return need(made.shop);
    },
    get licence(): string {
      return String(licence);
    },
    /** A paid order for this test's licence; `again` takes a new licence first. */
    async paid(module = 'Softaculous', again = false) {
      if (again) licence += 1;
      const order = await placeTestOrder(need(made.shop), module, String(licence), clock);
      await payTestOrder(order, clock);
      return order;
    },
    /** Puts a scripted upstream in the sandbox's place until the test ends. */
    async script(order: ScriptedOrder) {
      await made.scripted?.close();
      const upstream = await startScriptedUpstream(need(made.shop), order);
      made.scripted = upstream;
      return upstream;
    },
    /** What somebody does by hand in the supplier's client area. */
    async inClientArea(params: Record<string, string>): Promise<void> {
      const body = new URLSearchParams({ authinfo: 'reseller:sandbox-password', sok: 'ok', ...params });
      await fetch(need(made.sandbox).url, { method: 'POST', body });
    },
  };
}
