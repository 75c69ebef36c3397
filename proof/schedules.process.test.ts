import { expect, test } from 'vitest';
import type { Played } from './schedules.ts';
import { playSchedules } from './schedules.ts';

const SEEDS = 150;
const TIMEOUT_MS = 300_000;

test(
  `purchases are paid orders in ${SEEDS} seeded schedules of workers, notifications, staff and upstream faults`,
  { timeout: TIMEOUT_MS },
  async () => {
    const faults: string[] = [];
    let steps = 0;
    await playSchedules({ from: 0, count: SEEDS }, (played) => {
      steps += played.steps;
      if (played.fault !== null) faults.push(`seed ${played.seed}: ${played.fault}`);
    });
    expect(faults).toEqual([]);
    expect(steps).toBeGreaterThan(SEEDS * 50);
  },
);

test('schedules notice somebody who sends an unanswered order again', async () => {
  const noticed: Played[] = [];
  await playSchedules({ from: 0, count: 16, sabotaged: true }, (played) => {
    if (played.fault?.includes('2 purchases for one paid order')) noticed.push(played);
  });
  expect(noticed.length).toBeGreaterThan(0);
});

test('a schedule runs the same way again by its seed', async () => {
  const traces: (readonly string[])[] = [];
  await playSchedules({ from: 7, count: 1 }, ({ trace }) => traces.push(trace));
  await playSchedules({ from: 6, count: 3 }, ({ seed, trace }) => {
    if (seed === 7) traces.push(trace);
  });
  expect(traces[0]).toEqual(traces[1]);
});
