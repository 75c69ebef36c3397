import { expect, test } from 'vitest';
import { storm } from './storm.ts';

test(
  'sixty orders paid at once are bought once each while the upstream fails and workers are killed',
  { timeout: 300_000 },
  async () => {
    const { fault, orders, killed } = await storm({ orders: 60, faults: true, killEveryMs: 2_000 });
    expect(fault).toBeNull();
    expect(orders).toBe(60);
    expect(killed).toBeGreaterThan(0);
  },
);
